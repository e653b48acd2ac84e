#include "tpch/base/cgroup_memory.h"

#include <algorithm>
#include <fstream>
#include <limits>

#include "tpch/base/cgroup_folders.h"

namespace tpch {
namespace {

constexpr int64_t kUnlimited = std::numeric_limits<int64_t>::max();

// Version 1 reports the largest multiple of the page size if there is no limit; any value from
// here on means that.
constexpr int64_t kVersion1Unlimited = int64_t{1} << 60;

// Reads one limit: bytes, or "max". A missing file means no limit.
int64_t ReadLimit(const std::filesystem::path& path) {
  std::ifstream file(path);
  int64_t limit_bytes = 0;
  const bool limited = file >> limit_bytes && limit_bytes < kVersion1Unlimited;
  return limited ? limit_bytes : kUnlimited;
}

}  // namespace

std::optional<int64_t> FindCgroupMemoryLimit(const std::filesystem::path& root) {
  int64_t limit_bytes = kUnlimited;
  for (const auto& [version, path] : FindCgroupFolders(root, "memory")) {
    const char* const name = version == 2 ? "memory.max" : "memory.limit_in_bytes";
    limit_bytes = std::min(limit_bytes, ReadLimit(path / name));
  }
  if (limit_bytes == kUnlimited) return std::nullopt;
  return limit_bytes;
}

}  // namespace tpch
