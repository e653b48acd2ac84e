// A local file with a temporary name, which gets its final name when it is complete.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "tpch/base/file_descriptor.h"
#include "tpch/io/existing.h"
#include "tpch/io/held_directory.h"
#include "tpch/output_options.h"
#include "tpch/status.h"

namespace tpch {

/// Owns the descriptor and the temporary name; removes the file unless it gets its final name. Not
/// thread-safe, except that any thread may write to the descriptor.
class UnfinishedFile {
 public:
  /// Creates `.<name>.<random>.inprogress` in `directory`; the random part and exclusive creation
  /// separate runs that write to the same directory. Truncates very long names.
  static Result<std::unique_ptr<UnfinishedFile>> Create(
      std::shared_ptr<const HeldDirectory> directory, const std::string& name, Existing existing);

  /// Does the same in the directory of `path`, and creates missing directories.
  static Result<std::unique_ptr<UnfinishedFile>> Create(const std::filesystem::path& path,
                                                        Existing existing);

  /// Returns whether a file with this temporary name exists that no running program has open. Also
  /// true if the file system does not support locks.
  static bool IsLeftBehind(const std::filesystem::path& temporary);

  ~UnfinishedFile() { Abort(); }
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;

  int descriptor() const { return descriptor_.value(); }
  const std::filesystem::path& path() const { return path_; }

  /// Returns the error "cannot <action> '<path>': <reason>".
  Status Error(const char* action, int error_number) const;

  /// Checks that the file has `size_bytes`, that it begins and ends with `magic` when it is read
  /// back, and that the system has accepted all bytes. Nothing may be written afterwards.
  Status Finish(int64_t size_bytes, std::string_view magic);

  /// Renames a finished file to its path, so that readers never see an incomplete one. Fails if the
  /// directory is no longer at its path, and with Existing::kKeep if another file has appeared
  /// there, which stays.
  Status GiveName();

  /// Makes the name durable.
  Status SyncDirectory() const { return directory_->Sync(); }

  /// Aborts and removes the file. Does nothing after GiveName or when repeated.
  void Abort();

 private:
  UnfinishedFile(FileDescriptor descriptor, std::shared_ptr<const HeldDirectory> directory,
                 std::string temporary, const std::string& name, Existing existing);

  Status CheckMagic(int64_t offset, std::string_view magic) const;
  Status Rename();

  FileDescriptor descriptor_;
  std::shared_ptr<const HeldDirectory> directory_;
  std::string temporary_;  // name in the directory; empty once renamed or removed
  std::string name_;       // the final name
  std::filesystem::path path_;
  Existing existing_;
};

}  // namespace tpch
