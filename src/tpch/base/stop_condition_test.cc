#include "tpch/base/stop_condition.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

TEST(StopCondition, IsMetWhenTheCallerAsks) {
  std::atomic<bool> requested = false;
  const StopCondition stop(requested);
  EXPECT_FALSE(stop.IsMet());
  requested = true;
  EXPECT_TRUE(stop.IsMet());
}

TEST(StopCondition, FailureIsNotTheCallersRequest) {
  const std::atomic<bool> requested = false;
  StopCondition stop(requested);
  stop.Fail();
  EXPECT_TRUE(stop.IsMet());
  EXPECT_FALSE(requested);
}

}  // namespace
}  // namespace tpch
