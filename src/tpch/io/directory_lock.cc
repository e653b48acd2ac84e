#include "tpch/io/directory_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <optional>
#include <sstream>
#include <thread>

namespace tpch {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr const char* kName = ".tpch.lock.inprogress";

constexpr auto kFirstPause = 1ms;
constexpr auto kLongestPause = 20ms;
constexpr auto kSilence = 3s;
constexpr auto kPatience = 10s;
constexpr auto kPatienceAfterStop = 300ms;

// Opens the lock's file, and creates it if missing; on failure returns none and sets errno.
FileDescriptor OpenFile(const HeldDirectory& directory) {
  constexpr int kFlags = O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  FileDescriptor file(::openat(directory.descriptor(), kName, O_RDWR | O_CREAT | kFlags, 0666));
  // A file of another user that is not writable can still be locked.
  if (!file.is_open() && errno == EACCES) {
    file = FileDescriptor(::openat(directory.descriptor(), kName, O_RDONLY | kFlags));
  }
  return file;
}

bool HasName(int descriptor, const HeldDirectory& directory) {
  struct stat held{};
  struct stat named{};
  return ::fstat(descriptor, &held) == 0 &&
         ::fstatat(directory.descriptor(), kName, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

bool IsRegularFile(int descriptor) {
  struct stat status{};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

Status NotAFile(const HeldDirectory& directory) {
  return Status::IoError(
      fmt::format("'{}' is not a regular file", (directory.path() / kName).string()), "remove it");
}

// Returns the process that holds the lock of a file, if the system shows it.
std::optional<pid_t> FindHolder(int descriptor) {
  struct stat status{};
  if (::fstat(descriptor, &status) != 0) return std::nullopt;
  const std::string inode = fmt::format(":{}", status.st_ino);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    // 1: FLOCK  ADVISORY  WRITE 4711 08:01:131090 0 EOF
    std::istringstream words(line);
    std::string number, kind, advisory, mode, file;
    pid_t pid = 0;
    if (!(words >> number >> kind >> advisory >> mode >> pid >> file)) continue;
    if (kind == "FLOCK" && pid > 0 && file.ends_with(inode)) return pid;
  }
  return std::nullopt;
}

std::string DescribeHolder(int descriptor) {
  const std::optional<pid_t> pid = FindHolder(descriptor);
  if (!pid) return "another program";
  std::ifstream file(fmt::format("/proc/{}/comm", *pid));
  std::string name;
  std::getline(file, name);
  return name.empty() ? fmt::format("process {}", *pid)
                      : fmt::format("process {} ({})", *pid, name);
}

// Decides how long to wait.
class Patience {
 public:
  Patience(const HeldDirectory& directory, const LockWait& wait)
      : directory_(directory), wait_(wait) {}

  // Sleeps briefly, or returns an error if the wait was long enough. `descriptor` is the lock's
  // file.
  Status Wait(int descriptor) {
    const auto waited = steady_clock::now() - start_;
    if (wait_.stop != nullptr && wait_.stop->IsMet() && waited > kPatienceAfterStop) {
      return Status::Cancelled("interrupted");
    }
    if (waited > kPatience) {
      return Status::IoError(fmt::format("'{}' is still locked by {}; end it, or wait for its end",
                                         directory_.path().string(), DescribeHolder(descriptor)));
    }
    if (waited > kSilence && !has_notified_) {
      has_notified_ = true;
      wait_.notice(fmt::format("waiting for {}, which has locked '{}'", DescribeHolder(descriptor),
                               directory_.path().string()));
    }
    std::this_thread::sleep_for(pause_);
    pause_ = std::min<steady_clock::duration>(2 * pause_, kLongestPause);
    return Status::OK();
  }

 private:
  const HeldDirectory& directory_;
  const LockWait& wait_;
  const steady_clock::time_point start_ = steady_clock::now();
  steady_clock::duration pause_ = kFirstPause;
  bool has_notified_ = false;
};

}  // namespace

Result<std::unique_ptr<DirectoryLock>> DirectoryLock::Take(
    std::shared_ptr<const HeldDirectory> directory, const LockWait& wait) {
  Patience patience(*directory, wait);
  while (true) {
    TPCH_RETURN_NOT_OK(directory->CheckInPlace());
    FileDescriptor file = OpenFile(*directory);
    if (!file.is_open()) {
      // ELOOP, EISDIR, ENXIO: a link, a directory, a socket or device.
      if (errno == ELOOP || errno == EISDIR || errno == ENXIO) return NotAFile(*directory);
      return std::unique_ptr<DirectoryLock>();
    }
    if (!IsRegularFile(file.value())) return NotAFile(*directory);
    if (::flock(file.value(), LOCK_EX | LOCK_NB) == 0) {
      // The previous holder may have removed the file after it was opened.
      if (!HasName(file.value(), *directory)) continue;
      return std::unique_ptr<DirectoryLock>(
          new DirectoryLock(std::move(file), std::move(directory)));
    }
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) {
      // The file system has no locks, so no other process holds the file.
      ::unlinkat(directory->descriptor(), kName, 0);
      return std::unique_ptr<DirectoryLock>();
    }
    TPCH_RETURN_NOT_OK(patience.Wait(file.value()));
  }
}

DirectoryLock::~DirectoryLock() {
  // Remove it while holding the lock, so that only processes waiting for the lock can have it open.
  if (HasName(file_.value(), *directory_)) ::unlinkat(directory_->descriptor(), kName, 0);
}

}  // namespace tpch
