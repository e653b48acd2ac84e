#include "tpch/io/disk_space.h"

#include <fmt/format.h>

#include "tpch/base/format_message.h"

namespace tpch {

Result<int64_t> FreeSpaceBytes(const std::filesystem::path& dir) {
  std::error_code error;
  std::filesystem::path existing = std::filesystem::absolute(dir, error);
  while (!std::filesystem::exists(existing, error) && existing.has_relative_path()) {
    existing = existing.parent_path();
  }
  const std::filesystem::space_info space = std::filesystem::space(existing, error);
  if (!error && space.capacity == 0) {
    return Status::IoError(
        Field::kOutputDir,
        fmt::format("'{}' is on a file system without room for files, such as /proc", dir.string()),
        FormatMessage("choose another place, or use {} to try",
                      Setting{Field::kCheckSpace, "false"}));
  }
  if (!error) return static_cast<int64_t>(space.available);
  return Status::FromErrno(fmt::format("cannot examine the file system of '{}'", dir.string()),
                           error.value());
}

}  // namespace tpch
