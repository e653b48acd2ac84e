#include "tpch/io/unfinished_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <string>
#include <utility>

namespace tpch {
namespace {

// Returns an error that names the failed action and the file.
Status FileError(const char* action, const std::filesystem::path& path, int error_number) {
  return Status::FromErrno(fmt::format("cannot {} '{}'", action, path.string()), error_number);
}

// Returns a name within the length limit of file names, if `name` is within it.
std::string TemporaryName(const std::string& name, unsigned random) {
  constexpr size_t kAddedSize = std::string_view("..12345678.inprogress").size();
  const size_t kept_size = name.size() > NAME_MAX ? name.size() : NAME_MAX - kAddedSize;
  return fmt::format(".{}.{:08x}.inprogress", name.substr(0, kept_size), random);
}

// std::random_device, if linked statically, needs a newer glibc than the program otherwise does.
unsigned RandomNumber() {
  unsigned number = 0;
  [[maybe_unused]] const ssize_t size = ::getrandom(&number, sizeof(number), 0);
  return number;
}

}  // namespace

Result<std::unique_ptr<UnfinishedFile>> UnfinishedFile::Create(
    std::shared_ptr<const HeldDirectory> directory, const std::string& name, Existing existing) {
  TPCH_RETURN_NOT_OK(directory->CheckInPlace());
  for (;;) {
    std::string temporary = TemporaryName(name, RandomNumber());
    FileDescriptor file(::openat(directory->descriptor(), temporary.c_str(),
                                 O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (file.is_open()) {
      ::flock(file.value(),
              LOCK_EX | LOCK_NB);  // for IsLeftBehind; failure is harmless
      return std::unique_ptr<UnfinishedFile>(new UnfinishedFile(
          std::move(file), std::move(directory), std::move(temporary), name, existing));
    }
    if (errno != EEXIST) return FileError("create", directory->path() / name, errno);
  }
}

Result<std::unique_ptr<UnfinishedFile>> UnfinishedFile::Create(const std::filesystem::path& path,
                                                               Existing existing) {
  TPCH_ASSIGN_OR_RETURN(std::shared_ptr<const HeldDirectory> directory,
                        HeldDirectory::Make(path.parent_path()));
  return Create(std::move(directory), path.filename().string(), existing);
}

bool UnfinishedFile::IsLeftBehind(const std::filesystem::path& temporary) {
  const FileDescriptor file(
      ::open(temporary.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  struct stat status{};
  if (!file.is_open() || ::fstat(file.value(), &status) != 0) return false;
  if (!S_ISREG(status.st_mode)) return false;
  return ::flock(file.value(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

UnfinishedFile::UnfinishedFile(FileDescriptor descriptor,
                               std::shared_ptr<const HeldDirectory> directory,
                               std::string temporary, const std::string& name, Existing existing)
    : descriptor_(std::move(descriptor)),
      directory_(std::move(directory)),
      temporary_(std::move(temporary)),
      name_(name),
      path_(directory_->path() / name),
      existing_(existing) {}

Status UnfinishedFile::Error(const char* action, int error_number) const {
  return FileError(action, path_, error_number);
}

Status UnfinishedFile::Finish(int64_t size_bytes, std::string_view magic) {
  struct stat status{};
  if (::fstat(descriptor(), &status) != 0) return Error("examine", errno);
  if (status.st_size != size_bytes) {
    return Status::IoError(
        fmt::format("'{}' has {} bytes instead of {}", path_.string(), status.st_size, size_bytes));
  }
  if (!magic.empty()) {
    TPCH_RETURN_NOT_OK(CheckMagic(0, magic));
    TPCH_RETURN_NOT_OK(CheckMagic(size_bytes - static_cast<int64_t>(magic.size()), magic));
  }
  // Close may be the first to report a failed write. A copy of the descriptor keeps the lock until
  // the file has its name.
  FileDescriptor copy(::fcntl(descriptor(), F_DUPFD_CLOEXEC, 0));
  if (!copy.is_open()) return Error("close", errno);
  std::swap(descriptor_, copy);
  return copy.Close() ? Status::OK() : Error("close", errno);
}

Status UnfinishedFile::GiveName() {
  TPCH_RETURN_NOT_OK(directory_->CheckInPlace());
  TPCH_RETURN_NOT_OK(Rename());
  temporary_.clear();
  static_cast<void>(descriptor_.Close());
  return Status::OK();
}

Status UnfinishedFile::CheckMagic(int64_t offset, std::string_view magic) const {
  // Reads that bypass the page cache need whole blocks.
  const int flags = ::fcntl(descriptor(), F_GETFL);
  if (flags < 0 || ::fcntl(descriptor(), F_SETFL, flags & ~O_DIRECT) < 0) {
    return Error("examine", errno);
  }
  std::string found(magic.size(), '\0');
  if (ReadFullyAt(descriptor(), found, offset) < 0) return Error("read back", errno);
  if (found == magic) return Status::OK();
  return Status::IoError(
      fmt::format("'{}' does not have the written {} at offset {}: the file system lost it",
                  path_.string(), magic, offset));
}

Status UnfinishedFile::Rename() {
  const unsigned flags = existing_ == Existing::kKeep ? RENAME_NOREPLACE : 0;
  const int dir = directory_->descriptor();
  if (::renameat2(dir, temporary_.c_str(), dir, name_.c_str(), flags) == 0) return Status::OK();
  // Some file systems do not support flags; the name was free when the run began.
  const bool flags_unknown = flags != 0 && (errno == EINVAL || errno == ENOSYS);
  if (flags_unknown && ::renameat(dir, temporary_.c_str(), dir, name_.c_str()) == 0) {
    return Status::OK();
  }
  return Error("rename the finished file to", errno);
}

void UnfinishedFile::Abort() {
  static_cast<void>(descriptor_.Close());
  if (!temporary_.empty()) ::unlinkat(directory_->descriptor(), temporary_.c_str(), 0);
  temporary_.clear();
}

}  // namespace tpch
