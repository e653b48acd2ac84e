#include "tpch/io/unfinished_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <random>
#include <string>
#include <utility>

namespace tpch {
namespace {

/// Names what could not be done with which file.
Status FileError(const char* action, const std::filesystem::path& path, int error_number) {
  return Status::FromErrno(fmt::format("cannot {} '{}'", action, path.string()), error_number);
}

/// Returns a name that is not longer than names may be, as long as the path's own is not.
std::string TemporaryName(const std::filesystem::path& path, unsigned random) {
  constexpr size_t kAddedSize = std::string_view("..12345678.inprogress").size();
  const std::string name = path.filename().string();
  const size_t kept_size = name.size() > NAME_MAX ? name.size() : NAME_MAX - kAddedSize;
  return fmt::format(".{}.{:08x}.inprogress", name.substr(0, kept_size), random);
}

}  // namespace

Result<std::unique_ptr<UnfinishedFile>> UnfinishedFile::Create(const std::filesystem::path& path,
                                                               Existing existing) {
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (error) return FileError("make the directory", path.parent_path(), error.value());
  std::random_device random;
  for (;;) {
    std::filesystem::path temporary = path.parent_path() / TemporaryName(path, random());
    const int descriptor =
        ::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
      ::flock(descriptor, LOCK_EX | LOCK_NB);  // for IsUnderWay; where it fails, nobody can tell
      return std::unique_ptr<UnfinishedFile>(
          new UnfinishedFile(descriptor, std::move(temporary), path, existing));
    }
    if (errno != EEXIST) return FileError("create", path, errno);
  }
}

bool UnfinishedFile::IsUnderWay(const std::filesystem::path& temporary) {
  const int descriptor = ::open(temporary.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool is_locked = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(descriptor);
  return is_locked;
}

UnfinishedFile::UnfinishedFile(int descriptor, std::filesystem::path temporary,
                               std::filesystem::path path, Existing existing)
    : descriptor_(descriptor),
      temporary_(std::move(temporary)),
      path_(std::move(path)),
      existing_(existing) {}

Status UnfinishedFile::Error(const char* action, int error_number) const {
  return FileError(action, path_, error_number);
}

Status UnfinishedFile::Commit(int64_t size_bytes, std::string_view magic) {
  struct stat status{};
  if (::fstat(descriptor_, &status) != 0) return Error("examine", errno);
  if (status.st_size != size_bytes) {
    return Status::IoError(
        fmt::format("'{}' has {} bytes instead of {}", path_.string(), status.st_size, size_bytes));
  }
  if (!magic.empty()) {
    TPCH_RETURN_NOT_OK(CheckMagic(0, magic));
    TPCH_RETURN_NOT_OK(CheckMagic(size_bytes - static_cast<int64_t>(magic.size()), magic));
  }
  // The descriptor is gone whatever close returns, and its error may be the first report of a
  // failed write.
  if (::close(std::exchange(descriptor_, -1)) != 0) return Error("close", errno);
  TPCH_RETURN_NOT_OK(Rename());
  temporary_.clear();
  return Status::OK();
}

Status UnfinishedFile::CheckMagic(int64_t offset, std::string_view magic) const {
  // Past the page cache only whole blocks can be read.
  const int flags = ::fcntl(descriptor_, F_GETFL);
  if (flags < 0 || ::fcntl(descriptor_, F_SETFL, flags & ~O_DIRECT) < 0) {
    return Error("examine", errno);
  }
  std::string found(magic.size(), '\0');
  const ssize_t num_bytes = ::pread(descriptor_, found.data(), found.size(), offset);
  if (num_bytes < 0) return Error("read back", errno);
  if (found == magic) return Status::OK();
  return Status::IoError(
      fmt::format("'{}' does not have the written {} at offset {}: the file system lost it",
                  path_.string(), magic, offset));
}

Status UnfinishedFile::Rename() {
  const unsigned flags = existing_ == Existing::kKeep ? RENAME_NOREPLACE : 0;
  if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), flags) == 0) {
    return Status::OK();
  }
  // Some file systems know no flags; the name was free when the run began.
  const bool flags_unknown = flags != 0 && (errno == EINVAL || errno == ENOSYS);
  if (flags_unknown && ::rename(temporary_.c_str(), path_.c_str()) == 0) return Status::OK();
  return Error("rename the finished file to", errno);
}

Status UnfinishedFile::SyncDirectory() const {
  const std::filesystem::path dir = path_.has_parent_path() ? path_.parent_path() : ".";
  const int descriptor = ::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return FileError("open the directory", dir, errno);
  const int error_number = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return error_number == 0 ? Status::OK() : FileError("sync the directory", dir, error_number);
}

void UnfinishedFile::Abort() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

}  // namespace tpch
