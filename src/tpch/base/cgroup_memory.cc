#include "tpch/base/cgroup_memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>
#include <string_view>

namespace tpch {
namespace {

constexpr int64_t kUnlimited = std::numeric_limits<int64_t>::max();

/// From here on a value of version 1 says that there is no limit: it is the largest multiple of the
/// page size.
constexpr int64_t kVersion1Unlimited = int64_t{1} << 60;

/// Reads one limit: bytes, or "max". A file that is not there limits nothing.
int64_t ReadLimit(const std::filesystem::path& path) {
  std::ifstream file(path);
  int64_t limit_bytes = 0;
  const bool limited = file >> limit_bytes && limit_bytes < kVersion1Unlimited;
  return limited ? limit_bytes : kUnlimited;
}

/// Returns the smallest limit of the cgroup `relative` below `mount` and of its ancestors.
int64_t SmallestLimit(const std::filesystem::path& mount, std::filesystem::path relative,
                      const char* file_name) {
  int64_t limit_bytes = ReadLimit(mount / file_name);
  for (; !relative.empty(); relative = relative.parent_path()) {
    limit_bytes = std::min(limit_bytes, ReadLimit(mount / relative / file_name));
  }
  return limit_bytes;
}

bool ListsMemory(std::string_view controllers) {
  while (!controllers.empty()) {
    const size_t comma = std::min(controllers.find(','), controllers.size());
    if (controllers.substr(0, comma) == "memory") return true;
    controllers.remove_prefix(std::min(comma + 1, controllers.size()));
  }
  return false;
}

}  // namespace

std::optional<int64_t> FindCgroupMemoryLimit(const std::filesystem::path& root) {
  const std::filesystem::path mount = root / "sys/fs/cgroup";
  int64_t limit_bytes = kUnlimited;
  // Lines are `ID:CONTROLLERS:PATH`; version 2 has `0::PATH`.
  std::ifstream file(root / "proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const size_t first = line.find(':');
    const size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const auto relative = std::filesystem::path(line.substr(second + 1)).relative_path();
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (controllers.empty()) {
      limit_bytes = std::min(limit_bytes, SmallestLimit(mount, relative, "memory.max"));
    } else if (ListsMemory(controllers)) {
      limit_bytes =
          std::min(limit_bytes, SmallestLimit(mount / "memory", relative, "memory.limit_in_bytes"));
    }
  }
  if (limit_bytes == kUnlimited) return std::nullopt;
  return limit_bytes;
}

}  // namespace tpch
