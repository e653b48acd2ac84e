// A local file under a temporary name that gets its own when it is whole.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "tpch/base/status.h"
#include "tpch/io/file_output_options.h"

namespace tpch {

/// Owns the descriptor and the temporary name; removes the file unless it is committed. Not
/// thread-safe, except that any thread may write to the descriptor.
class UnfinishedFile {
 public:
  /// Makes `.<name>.<random>.inprogress` in the directory of `path`, making missing directories;
  /// the random part and exclusive creation keep runs apart that write to the same directory. The
  /// end of a very long name is left out of it.
  static Result<std::unique_ptr<UnfinishedFile>> Create(const std::filesystem::path& path,
                                                        Existing existing);

  /// Returns whether a living program has the file with this temporary name. False also where the
  /// file system cannot tell.
  static bool IsUnderWay(const std::filesystem::path& temporary);

  ~UnfinishedFile() { Abort(); }
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;

  int descriptor() const { return descriptor_; }
  const std::filesystem::path& path() const { return path_; }

  /// Returns the error "cannot <action> '<path>': <reason>".
  Status Error(const char* action, int error_number) const;

  /// Checks that the file has `size_bytes` and begins and ends with `magic` when it is read back,
  /// closes it and renames it to its path, so that no reader ever sees a part of it. With
  /// Existing::kKeep a file that appeared there meanwhile stays, and this fails.
  Status Commit(int64_t size_bytes, std::string_view magic);

  /// Has the name that Commit gave survive a crash of the system.
  Status SyncDirectory() const;

  /// Gives up and removes the file. Harmless after Commit and when repeated.
  void Abort();

 private:
  UnfinishedFile(int descriptor, std::filesystem::path temporary, std::filesystem::path path,
                 Existing existing);

  Status CheckMagic(int64_t offset, std::string_view magic) const;
  Status Rename();

  int descriptor_;
  std::filesystem::path temporary_;  // empty once renamed or removed
  std::filesystem::path path_;
  Existing existing_;
};

}  // namespace tpch
