// What the object stores have in common, and the seam between them.

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

/// Uploads on their way at once, whatever the store.
inline constexpr std::string_view kMaxUploadsKey = "max_uploads";

/// What the uploads of a run share. Nothing is owned; all outlive the store.
struct StoreResources {
  UploadBlocks* blocks;
  arrow::internal::ThreadPool* threads;  ///< wait for the network in place of the workers
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

  /// Returns one that gives up sooner, for a run's first request: without a network, a run shall
  /// not begin by waiting.
  virtual arrow::fs::FileSystem* impatient_files() = 0;

  /// Returns at once an error that a first request would only find after minutes.
  virtual arrow::Status CheckReachable() const { return arrow::Status::OK(); }

  /// Returns the bytes that one object can have.
  virtual int64_t max_object_bytes() const = 0;

  /// Removes an object, and leaves nothing in its place.
  virtual arrow::Status Remove(const std::string& path) { return files()->DeleteFile(path); }

  /// Begins an upload of the object that becomes `path`, in place of one that is there.
  virtual arrow::Result<std::unique_ptr<ObjectUpload>> OpenUpload(const std::string& path) = 0;

  /// Returns the path, without a slash at its end, that the settings' URI names.
  const std::string& base_path() const { return base_path_; }

 protected:
  std::string base_path_;
};

/// Each opens the store of its scheme. Invalid for settings that it does not have.
Result<std::unique_ptr<Store>> OpenS3Store(const StoreSettings& settings,
                                           const StoreResources& resources);
Result<std::unique_ptr<Store>> OpenGcsStore(const StoreSettings& settings,
                                            const StoreResources& resources);
Result<std::unique_ptr<Store>> OpenAzureStore(const StoreSettings& settings,
                                              const StoreResources& resources);

/// Returns Invalid: Arrow did not accept the settings.
Status InvalidSettings(const StoreSettings& settings, const arrow::Status& status);

/// Takes the path that Arrow has read from a URI. Invalid where it names no bucket.
Result<std::string> CheckBasePath(const StoreSettings& settings, std::string path);

}  // namespace tpch
