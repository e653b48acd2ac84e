#include "tpch/base/available_cpus.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include "tests/unit/cgroup_files.h"

namespace tpch {
namespace {

TEST(AvailableCpus, AreAtLeastOneAndNoMoreThanTheMachineHas) {
  EXPECT_GE(CountAvailableCpus(), 1);
  EXPECT_LE(CountAvailableCpus(), ::sysconf(_SC_NPROCESSORS_CONF));
}

TEST(AvailableCpus, FollowTheAffinityMask) {
  cpu_set_t before;
  ASSERT_EQ(::sched_getaffinity(0, sizeof before, &before), 0);
  int first = 0;
  while (!CPU_ISSET(first, &before)) ++first;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(first, &one);
  ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(CountAvailableCpus(), 1);
  ASSERT_EQ(::sched_setaffinity(0, sizeof before, &before), 0);
}

TEST(CgroupCpuQuota, IsNoneWithoutFilesOrWithoutLimit) {
  CgroupFiles files;
  EXPECT_EQ(FindCgroupCpuQuota(files.root()), std::nullopt);
  files.Write("proc/self/cgroup", "4:cpu,cpuacct:/jobs\n0::/jobs\n");
  files.Write("sys/fs/cgroup/jobs/cpu.max", "max 100000\n");
  files.Write("sys/fs/cgroup/cpu/jobs/cpu.cfs_quota_us", "-1\n");
  files.Write("sys/fs/cgroup/cpu/jobs/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(FindCgroupCpuQuota(files.root()), std::nullopt);
}

TEST(CgroupCpuQuota, OfVersion2IsTheSmallestOfAllAncestorsRoundedUp) {
  CgroupFiles files;
  files.Write("proc/self/cgroup", "0::/jobs/one\n");
  files.Write("sys/fs/cgroup/jobs/one/cpu.max", "400000 100000\n");
  EXPECT_EQ(FindCgroupCpuQuota(files.root()), 4);
  files.Write("sys/fs/cgroup/jobs/cpu.max", "250000 100000\n");
  EXPECT_EQ(FindCgroupCpuQuota(files.root()), 3);
  files.Write("sys/fs/cgroup/cpu.max", "1000 100000\n");
  EXPECT_EQ(FindCgroupCpuQuota(files.root()), 1);
}

TEST(CgroupCpuQuota, OfVersion1IsThatOfTheGroupOrOfTheMountPointInAContainer) {
  CgroupFiles files;
  files.Write("proc/self/cgroup", "4:cpu,cpuacct:/docker/0123\n");
  files.Write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "300000\n");
  files.Write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(FindCgroupCpuQuota(files.root()), 3);
  files.Write("sys/fs/cgroup/cpu/docker/0123/cpu.cfs_quota_us", "150000\n");
  files.Write("sys/fs/cgroup/cpu/docker/0123/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(FindCgroupCpuQuota(files.root()), 2);
}

}  // namespace
}  // namespace tpch
