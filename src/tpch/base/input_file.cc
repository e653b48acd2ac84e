#include "tpch/base/input_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <span>
#include <utility>

namespace tpch {
namespace {

Status ReadError(const std::string& name, int error_number) {
  return Status::FromErrno(fmt::format("cannot read '{}'", name), error_number);
}

Status CheckIsRegular(const std::string& name, const struct stat& status) {
  if (S_ISREG(status.st_mode)) return Status::OK();
  return Status::Invalid(
      fmt::format("'{}' is {}, not a regular file", name, FileTypeName(status.st_mode)),
      "use a regular file");
}

}  // namespace

std::string_view FileTypeName(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return "a regular file";
    case S_IFDIR:
      return "a directory";
    case S_IFIFO:
      return "a FIFO";
    case S_IFSOCK:
      return "a socket";
    default:
      return "a device";
  }
}

Result<InputFile> InputFile::Open(const std::filesystem::path& path) {
  return Open(path, path.string());
}

Result<InputFile> InputFile::Open(const std::filesystem::path& path, std::string name) {
  struct stat status{};
  // Check before opening, because opening a FIFO or a device changes it.
  if (::stat(path.c_str(), &status) != 0) return ReadError(name, errno);
  TPCH_RETURN_NOT_OK(CheckIsRegular(name, status));
  FileDescriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!descriptor.is_open() || ::fstat(descriptor.value(), &status) != 0) {
    return ReadError(name, errno);
  }
  // Another file may have replaced it.
  TPCH_RETURN_NOT_OK(CheckIsRegular(name, status));
  return InputFile(std::move(name), std::move(descriptor), status.st_size);
}

InputFile::InputFile(std::string name, FileDescriptor descriptor, int64_t size_bytes)
    : name_(std::move(name)), descriptor_(std::move(descriptor)), size_bytes_(size_bytes) {}

Status InputFile::Read(int64_t offset, int64_t size_bytes, std::string* out) const {
  const size_t begin = out->size();
  out->resize(begin + static_cast<size_t>(size_bytes));
  const ssize_t num_read = ReadFullyAt(descriptor_.value(), std::span(*out).subspan(begin), offset);
  if (num_read < 0) return ReadError(name_, errno);
  out->resize(begin + static_cast<size_t>(num_read));
  return Status::OK();
}

}  // namespace tpch
