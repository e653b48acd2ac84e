// How many CPUs this process may use.

#pragma once

#include <filesystem>
#include <optional>

namespace tpch {

/// Returns the CPUs of the process's affinity mask, or fewer where a cgroup's CPU quota allows
/// fewer. At least 1.
int CountAvailableCpus();

/// Returns the smallest CPU quota of the process's cgroup and its ancestors (version 2 or 1), in
/// CPUs, rounded up; nothing where there is none. `root` is where `proc` and `sys` are mounted:
/// `/`, but for tests.
std::optional<int> FindCgroupCpuQuota(const std::filesystem::path& root);

}  // namespace tpch
