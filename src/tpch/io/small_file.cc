#include "tpch/io/small_file.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <optional>
#include <utility>

#include "tpch/base/byte_buffer.h"
#include "tpch/io/file_sink.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kPermissionBits = 0777;

Status WriteError(const fs::path& path, int error_number) {
  return Status::FromErrno(fmt::format("cannot write '{}'", path.string()), error_number);
}

// Makes the system follow the links of `path`, because it refuses links that other users have
// planted in a shared directory.
Status CheckLinks(const fs::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0 || errno == ENOENT) return Status::OK();
  return WriteError(path, errno);
}

// Describes the file at `path`, or returns nullopt if it does not exist. Does not follow a link.
Result<std::optional<struct stat>> DescribeReplaced(const fs::path& path) {
  struct stat status{};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return std::optional<struct stat>();
    return WriteError(path, errno);
  }
  if (S_ISREG(status.st_mode)) return std::optional<struct stat>(status);
  return Status::IoError(fmt::format("cannot write '{}': it is not a regular file", path.string()));
}

// Gives the file the owner and the permission bits of `replaced`.
Status TakeOver(const struct stat& replaced, const UnfinishedFile& file) {
  // Only some users may change a file's owner, so at least set its group.
  if (::fchown(file.descriptor(), replaced.st_uid, replaced.st_gid) != 0) {
    static_cast<void>(::fchown(file.descriptor(), static_cast<uid_t>(-1), replaced.st_gid) == 0);
  }
  const mode_t permissions = replaced.st_mode & kPermissionBits;
  return ::fchmod(file.descriptor(), permissions) == 0 ? Status::OK() : file.Error("write", errno);
}

}  // namespace

Result<std::vector<fs::path>> FollowLinks(const fs::path& path) {
  TPCH_RETURN_NOT_OK(CheckLinks(path));
  constexpr size_t kMaxLinks = 40;  // as many as the system follows
  std::vector<fs::path> names = {path};
  while (names.size() <= kMaxLinks) {
    std::error_code error;
    const fs::path target = fs::read_symlink(names.back(), error);
    if (error) return names;
    names.push_back(names.back().parent_path() / target);
  }
  return WriteError(path, ELOOP);
}

Status WriteSmallFile(const fs::path& path, std::string_view text, Existing existing,
                      Durability durability) {
  TPCH_ASSIGN_OR_RETURN(const std::vector<fs::path> names, FollowLinks(path));
  const fs::path& target = names.back();
  TPCH_ASSIGN_OR_RETURN(const std::optional<struct stat> replaced, DescribeReplaced(target));
  TPCH_ASSIGN_OR_RETURN(std::unique_ptr<UnfinishedFile> file,
                        UnfinishedFile::Create(target, existing));
  if (replaced) TPCH_RETURN_NOT_OK(TakeOver(*replaced, *file));
  return WriteSmallFile(std::move(file), text, durability);
}

Status WriteSmallFile(std::unique_ptr<UnfinishedFile> file, std::string_view text,
                      Durability durability) {
  ByteBuffer buffer;
  buffer.Append(text);
  BufferPool pool;
  const auto sink = MakeFileSink(std::move(file), durability, &pool);
  TPCH_RETURN_NOT_OK(sink->Write(std::move(buffer), 0));
  return sink->Commit(static_cast<int64_t>(text.size()), /*magic=*/"");
}

}  // namespace tpch
