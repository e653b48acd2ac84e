// The number of CPUs that this process may use.

#pragma once

#include <filesystem>
#include <optional>

namespace tpch {

/// The largest number of threads that a caller may request.
inline constexpr int kMaxThreads = 4096;

/// Returns the number of CPUs in the affinity mask of the process, or less if a cgroup's CPU quota
/// is lower. At least 1.
int CountAvailableCpus();

/// Returns the smallest CPU quota of the process's cgroup and its ancestors (version 2 or 1), in
/// CPUs, rounded up; nullopt if there is none. `root` is where `proc` and `sys` are mounted: `/`,
/// except in tests.
std::optional<int> FindCgroupCpuQuota(const std::filesystem::path& root);

}  // namespace tpch
