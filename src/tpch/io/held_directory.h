// A directory that is used through a descriptor, so that it stays the same one even if its path
// changes.

#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "tpch/base/file_descriptor.h"
#include "tpch/status.h"

namespace tpch {

/// A directory and the path by which it was opened. All operations in it use the descriptor, so
/// that nothing is created in place of a directory that was removed, moved or unmounted.
/// Thread-safe; shared by the objects that use it.
class HeldDirectory {
 public:
  /// Creates the directory and its parents if they are missing, and opens it.
  static Result<std::shared_ptr<const HeldDirectory>> Make(const std::filesystem::path& path);

  /// Opens a directory; null if it does not exist.
  static Result<std::shared_ptr<const HeldDirectory>> Open(const std::filesystem::path& path);

  HeldDirectory(const HeldDirectory&) = delete;
  HeldDirectory& operator=(const HeldDirectory&) = delete;

  /// Creates the directory `name` in `parent` if it is missing, and opens it. The result keeps
  /// `parent` open.
  static Result<std::shared_ptr<const HeldDirectory>> MakeIn(
      std::shared_ptr<const HeldDirectory> parent, const std::string& name);

  /// For openat(2) and similar calls; cannot be read (O_PATH).
  int descriptor() const { return descriptor_.value(); }
  const std::filesystem::path& path() const { return path_; }

  /// Returns IoError if the path no longer leads to this directory.
  Status CheckInPlace() const;

  /// Makes the names in the directory durable.
  Status Sync() const;

 private:
  HeldDirectory(FileDescriptor descriptor, std::filesystem::path path,
                std::shared_ptr<const HeldDirectory> parent);

  const FileDescriptor descriptor_;
  const std::filesystem::path path_;
  const std::shared_ptr<const HeldDirectory> parent_;  // null: only the path identifies it
};

/// A directory and the folders in it; each stays open from its first use. Thread-safe.
class HeldTree {
 public:
  explicit HeldTree(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }

  /// Returns the directory; null if it does not exist yet.
  Result<std::shared_ptr<const HeldDirectory>> Find();

  /// Returns the directory. Creates it if it is missing and has not existed before.
  Result<std::shared_ptr<const HeldDirectory>> Make();

  /// Returns the folder of the file at `path`, which is relative to the directory, and creates
  /// missing folders in the same way.
  Result<std::shared_ptr<const HeldDirectory>> MakeParentOf(const std::string& path);

 private:
  const std::filesystem::path path_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const HeldDirectory>> held_;  // by relative path
};

}  // namespace tpch
