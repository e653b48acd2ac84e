#include "tpch/base/available_cpus.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

namespace tpch {
namespace {

/// More CPUs than any machine has; the kernel refuses a mask that is too small.
constexpr size_t kMaxCpus = 65536;

int CountAffinityCpus() {
  std::vector<unsigned char> mask(CPU_ALLOC_SIZE(kMaxCpus));
  auto* const cpus = reinterpret_cast<cpu_set_t*>(mask.data());
  if (::sched_getaffinity(0, mask.size(), cpus) != 0) return 1;
  return std::max(1, CPU_COUNT_S(mask.size(), cpus));
}

/// Returns the path of the process's version 2 cgroup below the mount point, or "/".
std::string CgroupPath() {
  std::ifstream file("/proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("0::")) return line.substr(3);
  }
  return "/";
}

int RoundUp(double quota, double period) {
  return std::max(1, static_cast<int>(std::ceil(quota / period)));
}

/// Reads `cpu.max` of one cgroup: "QUOTA PERIOD" or "max PERIOD".
int ReadQuota(const std::filesystem::path& cgroup) {
  std::ifstream file(cgroup / "cpu.max");
  double quota = 0;
  double period = 0;
  return file >> quota >> period && period > 0 ? RoundUp(quota, period)
                                               : std::numeric_limits<int>::max();
}

int ReadVersion1Quota() {
  std::ifstream quota_file("/sys/fs/cgroup/cpu/cpu.cfs_quota_us");
  std::ifstream period_file("/sys/fs/cgroup/cpu/cpu.cfs_period_us");
  double quota = 0;
  double period = 0;
  const bool limited = quota_file >> quota && period_file >> period && quota > 0 && period > 0;
  return limited ? RoundUp(quota, period) : std::numeric_limits<int>::max();
}

}  // namespace

int CountAvailableCpus() {
  const std::filesystem::path mount = "/sys/fs/cgroup";
  int cpus = std::min(CountAffinityCpus(), ReadVersion1Quota());
  // Every ancestor's quota holds as well.
  std::filesystem::path relative = std::filesystem::path(CgroupPath()).relative_path();
  for (; !relative.empty(); relative = relative.parent_path()) {
    cpus = std::min(cpus, ReadQuota(mount / relative));
  }
  return std::min(cpus, ReadQuota(mount));
}

}  // namespace tpch
