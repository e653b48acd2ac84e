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
  /// Ends the waiting soon. Null: nothing does.
  const StopCondition* stop = nullptr;
  /// Gets one line, on who holds the lock, when the wait takes longer than a few seconds.
  std::function<void(const std::string& line)> notice = [](const std::string&) {};
};

/// Is held by one thread of one program at a time for each directory: the lock of a file
/// `.tpch.lock.inprogress` in it, which is removed at the end. It says nothing to programs that do
/// not ask for it, leaves the directory itself free to be locked, and ends with the process that
/// holds it; a file that such a process has left is used and removed by the next one.
class DirectoryLock {
 public:
  /// Waits for the lock. Returns null where there can be none, since the file system has no locks
  /// or takes no files.
  ///
  /// Errors: IoError after about ten seconds, which names the holder, when something else than a
  /// file has the lock's name, and when the directory is no longer where it was; Cancelled.
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
