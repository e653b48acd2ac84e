// Mutual exclusion of programs that change the same files of a directory.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "tpch/base/file_descriptor.h"
#include "tpch/base/stop_condition.h"
#include "tpch/io/held_directory.h"
#include "tpch/status.h"

namespace tpch {

/// How to wait for a lock.
struct LockWait {
  /// Ends the wait soon after it is met. Null: the wait cannot be interrupted.
  const StopCondition* stop = nullptr;
  /// Receives one line that names the lock's holder, if the wait takes longer than a few seconds.
  std::function<void(const std::string& line)> notice = [](const std::string&) {};
};

/// A lock that one thread of one program holds on a directory, as a lock on the file
/// `.tpch.lock.inprogress` in it, which is removed at the end. Advisory: it binds only programs
/// that take it, and does not lock the directory itself. It ends with the process that holds it;
/// the next holder reuses and removes a file that such a process left.
class DirectoryLock {
 public:
  /// Waits for the lock. Returns null if no lock is possible because the file system has no locks
  /// or accepts no files.
  ///
  /// Errors: IoError after about ten seconds, naming the holder; IoError if the lock's name is not
  /// a file or the directory is no longer at its path; Cancelled.
  static Result<std::unique_ptr<DirectoryLock>> Take(std::shared_ptr<const HeldDirectory> directory,
                                                     const LockWait& wait);

  ~DirectoryLock();
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  DirectoryLock(FileDescriptor file, std::shared_ptr<const HeldDirectory> directory)
      : file_(std::move(file)), directory_(std::move(directory)) {}

  const FileDescriptor file_;
  const std::shared_ptr<const HeldDirectory> directory_;
};

}  // namespace tpch
