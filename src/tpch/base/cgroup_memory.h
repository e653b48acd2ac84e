// The memory limit of the process's control group.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace tpch {

/// Returns the smallest memory limit, in bytes, of the process's cgroup and its ancestors (version
/// 2 or 1); nullopt if there is none. `root` is where `proc` and `sys` are mounted: `/`, except in
/// tests.
std::optional<int64_t> FindCgroupMemoryLimit(const std::filesystem::path& root);

}  // namespace tpch
