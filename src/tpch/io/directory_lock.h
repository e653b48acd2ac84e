// Mutual exclusion of programs that change the same file of a directory.

#pragma once

#include <filesystem>

namespace tpch {

/// Is held by one thread of one program at a time for each directory. It says nothing to programs
/// that do not ask for it, leaves no file behind, and ends with the process that holds it.
class DirectoryLock {
 public:
  /// Waits for the lock. Where the directory is missing, or its file system knows no locks, there
  /// is none, and this returns at once.
  explicit DirectoryLock(const std::filesystem::path& dir);
  ~DirectoryLock();
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  int descriptor_;  // -1: none
};

}  // namespace tpch
