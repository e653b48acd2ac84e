#include "tpch/base/available_cpus.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

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

}  // namespace
}  // namespace tpch
