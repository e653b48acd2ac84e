#include "tpch/io/held_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace tpch {
namespace {

constexpr int kHold = O_PATH | O_DIRECTORY | O_CLOEXEC;

Status DirectoryError(const char* action, const std::filesystem::path& path, int error_number) {
  return Status::FromErrno(fmt::format("cannot {} the directory '{}'", action, path.string()),
                           error_number);
}

std::filesystem::path OrHere(const std::filesystem::path& path) {
  return path.empty() ? std::filesystem::path(".") : path;
}

}  // namespace

HeldDirectory::HeldDirectory(FileDescriptor descriptor, std::filesystem::path path,
                             std::shared_ptr<const HeldDirectory> parent)
    : descriptor_(std::move(descriptor)), path_(std::move(path)), parent_(std::move(parent)) {}

Result<std::shared_ptr<const HeldDirectory>> HeldDirectory::Make(
    const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(OrHere(path), error);
  // Ignore the error for now: the directory may exist anyway, which opening it will show.
  TPCH_ASSIGN_OR_RETURN(std::shared_ptr<const HeldDirectory> held, Open(path));
  if (held == nullptr) return DirectoryError("make", path, error ? error.value() : ENOENT);
  return held;
}

Result<std::shared_ptr<const HeldDirectory>> HeldDirectory::Open(
    const std::filesystem::path& path) {
  FileDescriptor descriptor(::open(OrHere(path).c_str(), kHold));
  if (descriptor.is_open()) {
    return std::shared_ptr<const HeldDirectory>(
        new HeldDirectory(std::move(descriptor), OrHere(path), nullptr));
  }
  if (errno == ENOENT) return std::shared_ptr<const HeldDirectory>();
  return DirectoryError("open", path, errno);
}

Result<std::shared_ptr<const HeldDirectory>> HeldDirectory::MakeIn(
    std::shared_ptr<const HeldDirectory> parent, const std::string& name) {
  const std::filesystem::path path = parent->path() / name;
  if (::mkdirat(parent->descriptor(), name.c_str(), 0777) != 0 && errno != EEXIST) {
    return DirectoryError("make", path, errno);
  }
  FileDescriptor descriptor(::openat(parent->descriptor(), name.c_str(), kHold));
  if (!descriptor.is_open()) return DirectoryError("open", path, errno);
  return std::shared_ptr<const HeldDirectory>(
      new HeldDirectory(std::move(descriptor), path, std::move(parent)));
}

Status HeldDirectory::CheckInPlace() const {
  if (parent_ != nullptr) TPCH_RETURN_NOT_OK(parent_->CheckInPlace());
  struct stat held{};
  struct stat found{};
  if (::fstat(descriptor(), &held) != 0) return DirectoryError("examine", path_, errno);
  const bool is_there = held.st_nlink > 0 && ::stat(path_.c_str(), &found) == 0 &&
                        found.st_dev == held.st_dev && found.st_ino == held.st_ino;
  if (is_there) return Status::OK();
  return Status::IoError(
      fmt::format("the directory '{}' was removed, moved or unmounted during the run",
                  path_.string()),
      "make it again and start anew");
}

Status HeldDirectory::Sync() const {
  const FileDescriptor readable(::openat(descriptor(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!readable.is_open()) return DirectoryError("open", path_, errno);
  return ::fsync(readable.value()) == 0 ? Status::OK() : DirectoryError("sync", path_, errno);
}

Result<std::shared_ptr<const HeldDirectory>> HeldTree::Find() {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const HeldDirectory>& held = held_[""];
  if (held == nullptr) {
    TPCH_ASSIGN_OR_RETURN(held, HeldDirectory::Open(path_));
  }
  return held;
}

Result<std::shared_ptr<const HeldDirectory>> HeldTree::Make() {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const HeldDirectory>& held = held_[""];
  if (held == nullptr) {
    TPCH_ASSIGN_OR_RETURN(held, HeldDirectory::Make(path_));
  }
  return held;
}

Result<std::shared_ptr<const HeldDirectory>> HeldTree::MakeParentOf(const std::string& path) {
  TPCH_ASSIGN_OR_RETURN(std::shared_ptr<const HeldDirectory> directory, Make());
  const std::lock_guard lock(mutex_);
  for (size_t begin = 0, end = 0; (end = path.find('/', begin)) != std::string::npos;
       begin = end + 1) {
    std::shared_ptr<const HeldDirectory>& held = held_[path.substr(0, end)];
    if (held == nullptr) {
      TPCH_ASSIGN_OR_RETURN(held,
                            HeldDirectory::MakeIn(directory, path.substr(begin, end - begin)));
    }
    directory = held;
  }
  return directory;
}

}  // namespace tpch
