// A local file under a temporary name that gets its own when it is whole.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "tpch/base/file_descriptor.h"
#include "tpch/io/file_output_options.h"
#include "tpch/io/held_directory.h"
#include "tpch/status.h"

namespace tpch {

/// Owns the descriptor and the temporary name; removes the file unless it gets its own. Not
/// thread-safe, except that any thread may write to the descriptor.
class UnfinishedFile {
 public:
  /// Makes `.<name>.<random>.inprogress` in `directory`; the random part and exclusive creation
  /// keep runs apart that write to the same directory. The end of a very long name is left out of
  /// it.
  static Result<std::unique_ptr<UnfinishedFile>> Create(
      std::shared_ptr<const HeldDirectory> directory, const std::string& name, Existing existing);

  /// Does the same in the directory of `path`, making missing directories.
  static Result<std::unique_ptr<UnfinishedFile>> Create(const std::filesystem::path& path,
                                                        Existing existing);

  /// Returns whether there is a file with this temporary name that no living program has. True also
  /// where the file system knows no locks.
  static bool IsLeftBehind(const std::filesystem::path& temporary);

  ~UnfinishedFile() { Abort(); }
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;

  int descriptor() const { return descriptor_.value(); }
  const std::filesystem::path& path() const { return path_; }

  /// Returns the error "cannot <action> '<path>': <reason>".
  Status Error(const char* action, int error_number) const;

  /// Checks that the file has `size_bytes` and begins and ends with `magic` when it is read back,
  /// and that the system has taken all of it. Nothing may be written after that.
  Status Finish(int64_t size_bytes, std::string_view magic);

  /// Renames a finished file to its path, so that no reader ever sees a part of it. With
  /// Existing::kKeep a file that appeared there meanwhile stays, and this fails; so it does when
  /// the directory is no longer where it was.
  Status GiveName();

  /// Has the name survive a crash of the system.
  Status SyncDirectory() const { return directory_->Sync(); }

  /// Gives up and removes the file. Harmless after GiveName and when repeated.
  void Abort();

 private:
  UnfinishedFile(FileDescriptor descriptor, std::shared_ptr<const HeldDirectory> directory,
                 std::string temporary, const std::string& name, Existing existing);

  Status CheckMagic(int64_t offset, std::string_view magic) const;
  Status Rename();

  FileDescriptor descriptor_;
  std::shared_ptr<const HeldDirectory> directory_;
  std::string temporary_;  // its name in the directory; empty once renamed or removed
  std::string name_;       // the one that it gets
  std::filesystem::path path_;
  Existing existing_;
};

}  // namespace tpch
