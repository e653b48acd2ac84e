// An output directory in an object store.

#pragma once

#include <arrow/filesystem/filesystem.h>

#include <atomic>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "tpch/base/stop_condition.h"
#include "tpch/io/output_directory.h"
#include "tpch/modules/store_module.h"
#include "tpch/status.h"
#include "tpch/store/store.h"

namespace tpch {

/// Objects with a common key prefix. There is nothing to create, lock or rename: an object appears
/// completely or not at all, and of two objects with the same key the later one remains.
class ObjectDirectory : public OutputDirectory {
 public:
  /// Opens the store of the location. `stop` is not owned.
  static Result<std::unique_ptr<OutputDirectory>> Open(const StoreLocation& location,
                                                       int num_threads, const StopCondition* stop);
  ~ObjectDirectory() override;

  std::string Name(const std::string& path) const override;
  Result<OutputEntries> List(const std::string& folder, std::string_view prefix) override;
  Result<std::optional<OutputEntry>> Examine(const std::string& path) override;
  Status Read(const std::string& path, const PieceConsumer& consume) override;
  Result<std::optional<std::string>> ReadText(const std::string& path) override;
  Status ReplaceText(const std::string& path, std::string_view text) override;
  Status Remove(const std::string& path) override;
  void RemoveEmptyFolder(const std::string& /*folder*/) override {}
  void RemoveStaleFiles(const std::set<std::string>& /*paths*/) override {}
  Status Make() override { return Status::OK(); }
  Result<std::unique_ptr<DirectoryLock>> Lock(const LockWait& /*wait*/) override {
    return std::unique_ptr<DirectoryLock>();
  }
  Result<std::optional<int64_t>> FreeBytes() override { return std::optional<int64_t>(); }
  std::optional<int64_t> max_file_bytes() const override { return store_->max_object_bytes(); }
  int64_t StagingBytes(int64_t estimated_bytes) const override;
  Result<std::unique_ptr<FileOutput>> OpenOutput(const FileSizeEstimates& files,
                                                 BufferPool* pool) override;

  Store* store() { return store_.get(); }
  const UploadBlocks& blocks() const { return blocks_; }

  /// Returns the key of a path, including the bucket.
  std::string Key(const std::string& path) const { return store_->base_path() + "/" + path; }

  /// Returns OK, or the error "cannot <action> '<path>': ..." without secrets.
  Status Check(std::string_view action, const std::string& path, const arrow::Status& status) const;

 private:
  ObjectDirectory(StoreSettings settings, int num_uploads);

  // Reads up to this many bytes by one request, so all of them are of one version.
  arrow::Result<std::shared_ptr<arrow::Buffer>> ReadOnce(const std::string& path,
                                                         int64_t size_bytes);

  const StoreSettings settings_;
  const int num_uploads_;
  UploadBlocks blocks_;
  std::shared_ptr<arrow::internal::ThreadPool> threads_;
  std::unique_ptr<Store> store_;
  std::atomic<bool> was_reached_ = false;
};

}  // namespace tpch
