#include "tpch/base/available_cpus.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <vector>

#include "tpch/base/cgroup_folders.h"

namespace tpch {
namespace {

// More CPUs than any machine has; the kernel rejects a mask that is too small.
constexpr size_t kMaxCpus = 65536;

int CountAffinityCpus() {
  std::vector<unsigned char> mask(CPU_ALLOC_SIZE(kMaxCpus));
  auto* const cpus = reinterpret_cast<cpu_set_t*>(mask.data());
  if (::sched_getaffinity(0, mask.size(), cpus) != 0) return 1;
  return std::max(1, CPU_COUNT_S(mask.size(), cpus));
}

// CPU time that a cgroup may use in each period. A period of 0 means no limit.
struct Quota {
  double quota = 0;
  double period = 0;
};

// Reads `cpu.max`: "QUOTA PERIOD" or "max PERIOD".
Quota ReadVersion2Quota(const std::filesystem::path& cgroup) {
  std::ifstream file(cgroup / "cpu.max");
  Quota read;
  return file >> read.quota >> read.period ? read : Quota();
}

// The quota is -1 if there is no limit.
Quota ReadVersion1Quota(const std::filesystem::path& cgroup) {
  std::ifstream quota_file(cgroup / "cpu.cfs_quota_us");
  std::ifstream period_file(cgroup / "cpu.cfs_period_us");
  Quota read;
  return quota_file >> read.quota && period_file >> read.period && read.quota > 0 ? read : Quota();
}

}  // namespace

std::optional<int> FindCgroupCpuQuota(const std::filesystem::path& root) {
  std::optional<int> cpus;
  for (const auto& [version, path] : FindCgroupFolders(root, "cpu")) {
    const auto [quota, period] = version == 2 ? ReadVersion2Quota(path) : ReadVersion1Quota(path);
    if (period <= 0) continue;
    const int allowed = std::max(1, static_cast<int>(std::ceil(quota / period)));
    cpus = std::min(cpus.value_or(allowed), allowed);
  }
  return cpus;
}

int CountAvailableCpus() {
  const int cpus = CountAffinityCpus();
  return std::min(cpus, FindCgroupCpuQuota("/").value_or(cpus));
}

}  // namespace tpch
