// A directory that is worked in by a descriptor, so that it stays the same one whatever becomes of
// its path.

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

/// A directory and the path by which it was found. Everything in it is made, renamed and removed by
/// the descriptor: nothing is ever made in place of a directory that was removed,
/// moved or unmounted. Thread-safe; shared by what is made in it.
class HeldDirectory {
 public:
  /// Makes the directory where it is missing, and those above it, and holds it.
  static Result<std::shared_ptr<const HeldDirectory>> Make(const std::filesystem::path& path);

  /// Holds a directory; null where there is none.
  static Result<std::shared_ptr<const HeldDirectory>> Open(const std::filesystem::path& path);

  HeldDirectory(const HeldDirectory&) = delete;
  HeldDirectory& operator=(const HeldDirectory&) = delete;

  /// Makes the directory `name` in this one where it is missing, and holds it. `parent` is held
  /// too.
  static Result<std::shared_ptr<const HeldDirectory>> MakeIn(
      std::shared_ptr<const HeldDirectory> parent, const std::string& name);

  /// For openat(2) and its like; reads nothing (O_PATH).
  int descriptor() const { return descriptor_.value(); }
  const std::filesystem::path& path() const { return path_; }

  /// Returns IoError when the path no longer leads to this directory.
  Status CheckInPlace() const;

  /// Has the names in it survive a crash of the system.
  Status Sync() const;

 private:
  HeldDirectory(FileDescriptor descriptor, std::filesystem::path path,
                std::shared_ptr<const HeldDirectory> parent);

  const FileDescriptor descriptor_;
  const std::filesystem::path path_;
  const std::shared_ptr<const HeldDirectory> parent_;  // null: the path is all there is to go by
};

/// A directory and the folders in it, each held from when it is first used. Thread-safe.
class HeldTree {
 public:
  explicit HeldTree(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }

  /// Returns the directory; null where there is none yet.
  Result<std::shared_ptr<const HeldDirectory>> Find();

  /// Returns the directory, made if it is missing and was never there before.
  Result<std::shared_ptr<const HeldDirectory>> Make();

  /// Returns the folder of the file at `path`, relative to the directory, with missing folders made
  /// in the same way.
  Result<std::shared_ptr<const HeldDirectory>> MakeParentOf(const std::string& path);

 private:
  const std::filesystem::path path_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const HeldDirectory>> held_;  // by relative path
};

}  // namespace tpch
