#include "tpch/io/output_place.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tpch {
namespace {

namespace fs = std::filesystem;

std::string_view DescribeKind(mode_t mode) {
  if (S_ISREG(mode)) return "a file";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

Status Refuse(const fs::path& dir, std::string_view reason) {
  return Status::IoError(Field::kOutputDir, fmt::format("'{}': {}", dir.string(), reason),
                         "choose another place");
}

// Checks the existing part of `dir`.
Status CheckExisting(const fs::path& dir, const fs::path& existing, mode_t mode) {
  if (!S_ISDIR(mode)) {
    return Refuse(dir, fmt::format("'{}' is {}: {}", existing.string(), DescribeKind(mode),
                                   std::strerror(ENOTDIR)));
  }
  if (::faccessat(AT_FDCWD, existing.c_str(), W_OK | X_OK, AT_EACCESS) == 0) return Status::OK();
  return Refuse(
      dir, fmt::format("no file can be made in '{}': {}", existing.string(), std::strerror(errno)));
}

}  // namespace

Status CheckOutputPlace(const fs::path& dir) {
  std::error_code error;
  fs::path place = fs::absolute(dir, error);
  if (error) return Status::OK();  // the working directory is gone: creating files will report it
  while (true) {
    struct stat status{};
    if (::stat(place.c_str(), &status) == 0) return CheckExisting(dir, place, status.st_mode);
    const int error_number = errno;
    if (error_number != ENOENT && error_number != ENOTDIR) {
      return Refuse(
          dir, fmt::format("cannot examine '{}': {}", place.string(), std::strerror(error_number)));
    }
    if (fs::is_symlink(place, error)) {
      return Refuse(dir, fmt::format("'{}' is a symbolic link to '{}', which does not exist",
                                     place.string(), fs::read_symlink(place, error).string()));
    }
    if (!place.has_relative_path()) return Status::OK();
    place = place.parent_path();
  }
}

}  // namespace tpch
