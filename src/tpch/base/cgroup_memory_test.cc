#include "tpch/base/cgroup_memory.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/cgroup_files.h"

namespace tpch {
namespace {

class CgroupMemory : public testing::Test {
 protected:
  void Write(const std::string& path, const std::string& text) { files_.Write(path, text); }
  std::optional<int64_t> Find() const { return FindCgroupMemoryLimit(files_.root()); }

 private:
  CgroupFiles files_;
};

TEST_F(CgroupMemory, NoFilesAreNoLimit) { EXPECT_EQ(Find(), std::nullopt); }

TEST_F(CgroupMemory, Version2LimitIsThatOfTheGroup) {
  Write("proc/self/cgroup", "0::/jobs/one\n");
  Write("sys/fs/cgroup/jobs/one/memory.max", "134217728\n");
  EXPECT_EQ(Find(), 134217728);
}

TEST_F(CgroupMemory, Version2LimitOfAnAncestorHoldsToo) {
  Write("proc/self/cgroup", "0::/jobs/one\n");
  Write("sys/fs/cgroup/jobs/one/memory.max", "max\n");
  Write("sys/fs/cgroup/jobs/memory.max", "200000000\n");
  EXPECT_EQ(Find(), 200000000);
}

TEST_F(CgroupMemory, TheSmallestLimitOfAllCounts) {
  Write("proc/self/cgroup", "0::/jobs/one\n");
  Write("sys/fs/cgroup/jobs/one/memory.max", "300000000\n");
  Write("sys/fs/cgroup/jobs/memory.max", "200000000\n");
  Write("sys/fs/cgroup/memory.max", "250000000\n");
  EXPECT_EQ(Find(), 200000000);
}

TEST_F(CgroupMemory, Version2WithoutLimitIsNone) {
  Write("proc/self/cgroup", "0::/\n");
  Write("sys/fs/cgroup/memory.max", "max\n");
  EXPECT_EQ(Find(), std::nullopt);
}

TEST_F(CgroupMemory, Version1LimitIsThatOfTheMemoryController) {
  Write("proc/self/cgroup", "5:cpu,cpuacct:/other\n4:hugetlb,memory:/jobs/one\n0::/\n");
  Write("sys/fs/cgroup/memory/jobs/one/memory.limit_in_bytes", "100000000\n");
  Write("sys/fs/cgroup/memory/other/memory.limit_in_bytes", "5\n");
  EXPECT_EQ(Find(), 100000000);
}

TEST_F(CgroupMemory, Version1LimitInAContainerIsThatOfTheMountPoint) {
  // The path is the one outside of the container.
  Write("proc/self/cgroup", "4:memory:/docker/0123\n");
  Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "100000000\n");
  EXPECT_EQ(Find(), 100000000);
}

TEST_F(CgroupMemory, Version1WithoutLimitIsNone) {
  Write("proc/self/cgroup", "4:memory:/\n");
  Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  EXPECT_EQ(Find(), std::nullopt);
}

}  // namespace
}  // namespace tpch
