// How many CPUs this process may use.

#pragma once

namespace tpch {

/// Returns the CPUs of the process's affinity mask, or fewer where a cgroup's CPU quota (version 2
/// or 1) allows fewer, rounded up. At least 1.
int CountAvailableCpus();

}  // namespace tpch
