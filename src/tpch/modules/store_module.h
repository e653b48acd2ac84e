// The interface between a program and its module for object stores, which is loaded only if the
// output directory is a URI, because it depends on Arrow and the stores' client libraries.

#pragma once

#include <memory>
#include <string>

#include "tpch/base/stop_condition.h"
#include "tpch/io/output_directory.h"
#include "tpch/output_options.h"
#include "tpch/status.h"

namespace tpch {

/// A location in an object store.
struct StoreLocation {
  std::string uri;  ///< may contain secrets
  StorageOptions options;
};

/// The contents of the module. Valid while the module stays loaded.
struct StoreModule {
  /// Opens the directory at `location` for a run of `num_threads`. Accesses the network only to
  /// find the region of a bucket, if it is not set. `stop` (not owned) ends retries. Returns
  /// Invalid for an invalid URI or for options that the store does not know.
  Result<std::unique_ptr<OutputDirectory>> (*open_directory)(const StoreLocation& location,
                                                             int num_threads,
                                                             const StopCondition* stop);
};

/// Name of the module's only exported function, of type GetStoreModule.
inline constexpr const char* kGetStoreModuleName = "tpch_get_store_module";
using GetStoreModule = const StoreModule* (*)();

}  // namespace tpch
