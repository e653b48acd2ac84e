#include "tpch/verify/distinct_count.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

// Returns the count of numbers from 0 on, each of which is added twice.
DistinctCount Count(uint64_t num_values) {
  DistinctCount count;
  for (int round = 0; round < 2; ++round) {
    for (uint64_t value = 0; value < num_values; ++value) count.Add(HashNumber(value));
  }
  return count;
}

TEST(DistinctCount, IsExactForFewValues) {
  for (const int64_t num_values : {0, 1, 2, 1000, 60'000}) {
    const DistinctCount count = Count(static_cast<uint64_t>(num_values));
    EXPECT_TRUE(count.CanBe(num_values));
    EXPECT_FALSE(count.CanBe(num_values + 1));
    EXPECT_FALSE(count.CanBe(num_values - 1));
  }
}

TEST(DistinctCount, IsAboutRightForMany) {
  constexpr int64_t kNumValues = 1'000'000;
  const DistinctCount count = Count(kNumValues);
  EXPECT_TRUE(count.CanBe(kNumValues));
  EXPECT_FALSE(count.CanBe(kNumValues / 10 * 9));
  EXPECT_FALSE(count.CanBe(kNumValues / 10 * 11));
}

}  // namespace
}  // namespace tpch
