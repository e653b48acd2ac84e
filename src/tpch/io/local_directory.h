// An output directory of a local file system.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "tpch/io/held_directory.h"
#include "tpch/io/output_directory.h"
#include "tpch/output_options.h"
#include "tpch/status.h"

namespace tpch {

/// A directory, which is created together with its first file. Files get their names by renaming.
/// From its first use it stays the same directory: after it is removed, moved or unmounted, nothing
/// more can be created in it.
class LocalDirectory : public OutputDirectory {
 public:
  LocalDirectory(std::filesystem::path dir, const FileOutputOptions& options)
      : dir_(std::move(dir)), options_(options), tree_(std::make_shared<HeldTree>(dir_)) {}

  std::string Name(const std::string& path) const override;
  Result<OutputEntries> List(const std::string& folder, std::string_view prefix) override;
  Result<std::optional<OutputEntry>> Examine(const std::string& path) override;
  Status Read(const std::string& path, const PieceConsumer& consume) override;
  Result<std::optional<std::string>> ReadText(const std::string& path) override;
  Status ReplaceText(const std::string& path, std::string_view text) override;
  Status Remove(const std::string& path) override;
  void RemoveEmptyFolder(const std::string& folder) override;

  /// Does not remove files that a running program has open.
  void RemoveStaleFiles(const std::set<std::string>& paths) override;

  Status Make() override;
  Result<std::unique_ptr<DirectoryLock>> Lock(const LockWait& wait) override;
  Result<std::optional<int64_t>> FreeBytes() override;
  std::optional<int64_t> max_file_bytes() const override { return std::nullopt; }
  int64_t StagingBytes(int64_t estimated_bytes) const override;
  Result<std::unique_ptr<FileOutput>> OpenOutput(const FileSizeEstimates& files,
                                                 BufferPool* pool) override;

 private:
  std::filesystem::path dir_;
  FileOutputOptions options_;
  std::shared_ptr<HeldTree> tree_;
};

}  // namespace tpch
