// The interface between a program and its module of object stores, which is loaded only when the
// output directory is a URI (it brings Arrow and the stores' client libraries with it).

#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tpch/base/stop_condition.h"
#include "tpch/io/output_directory.h"
#include "tpch/status.h"

namespace tpch {

/// Settings of a store by their names, as users give them. The values may be secrets.
using StorageOptions = std::vector<std::pair<std::string, std::string>>;

/// A place in an object store.
struct StoreLocation {
  std::string uri;  ///< may hold secrets
  StorageOptions options;
};

/// What the module gives. Valid as long as the module stays loaded.
struct StoreModule {
  /// Opens the directory at `location` for a run of `num_threads`. Asks the network for nothing but
  /// the region of a bucket, where nobody has told it. `stop` (not owned) ends retries. Errors:
  /// Invalid for a URI and for options that the store does not know.
  Result<std::unique_ptr<OutputDirectory>> (*open_directory)(const StoreLocation& location,
                                                             int num_threads,
                                                             const StopCondition* stop);
};

/// Name of the module's only exported function, of type GetStoreModule.
inline constexpr const char* kGetStoreModuleName = "tpch_get_store_module";
using GetStoreModule = const StoreModule* (*)();

}  // namespace tpch
