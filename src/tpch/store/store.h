// The interface of all object stores.

#pragma once

#include <arrow/filesystem/filesystem.h>
#include <arrow/util/thread_pool.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tpch/base/stop_condition.h"
#include "tpch/status.h"
#include "tpch/store/object_upload.h"
#include "tpch/store/store_settings.h"
#include "tpch/store/upload_blocks.h"

namespace tpch {

/// The number of concurrent uploads, for every store.
inline constexpr std::string_view kMaxUploadsKey = "max_uploads";

/// Resources that the uploads of a run share. Nothing is owned; everything outlives the store.
struct StoreResources {
  UploadBlocks* blocks;
  arrow::internal::ThreadPool* threads;  ///< wait for the network on behalf of the workers
  const StopCondition* stop;             ///< ends retries
};

/// One object store, for one run. Thread-safe. Paths begin with the bucket or container.
class Store {
 public:
  virtual ~Store() = default;

  /// Returns the store's name as users know it.
  virtual std::string_view name() const = 0;

  /// Returns Arrow's file system of the store.
  virtual arrow::fs::FileSystem* files() = 0;

  /// Returns a file system that gives up sooner, for a run's first request, so that a run without a
  /// network fails quickly.
  virtual arrow::fs::FileSystem* impatient_files() = 0;

  /// Immediately returns an error that a first request would report only after minutes.
  virtual arrow::Status CheckReachable() const { return arrow::Status::OK(); }

  /// Returns the largest size of an object in bytes.
  virtual int64_t max_object_bytes() const = 0;

  /// Removes an object, and creates nothing in its place.
  virtual arrow::Status Remove(const std::string& path) { return files()->DeleteFile(path); }

  /// Starts an upload of the object `path`; replaces an existing one.
  virtual arrow::Result<std::unique_ptr<ObjectUpload>> OpenUpload(const std::string& path) = 0;

  /// Returns the path in the settings' URI, without a trailing slash.
  const std::string& base_path() const { return base_path_; }

 protected:
  std::string base_path_;
};

/// Each opens the store of its scheme. Returns Invalid for settings that the store does not have.
Result<std::unique_ptr<Store>> OpenS3Store(const StoreSettings& settings,
                                           const StoreResources& resources);
Result<std::unique_ptr<Store>> OpenGcsStore(const StoreSettings& settings,
                                            const StoreResources& resources);
Result<std::unique_ptr<Store>> OpenAzureStore(const StoreSettings& settings,
                                              const StoreResources& resources);

/// Returns Invalid, for settings that Arrow rejected.
Status InvalidSettings(const StoreSettings& settings, const arrow::Status& status);

/// Checks the path that Arrow has read from a URI. Returns Invalid if it does not name a bucket.
Result<std::string> CheckBasePath(const StoreSettings& settings, std::string path);

}  // namespace tpch
