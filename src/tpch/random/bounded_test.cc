#include "tpch/random/bounded.h"

#include <gtest/gtest.h>

#include "tests/unit/random_numbers.h"
#include "tests/unit/used_ranges.h"

namespace tpch {
namespace {

/// dbgen's arithmetic, the division rounded before the multiplication.
int64_t DrawByDefinition(uint32_t state, int64_t range) {
  return static_cast<int64_t>(static_cast<double>(state) / 2147483647.0 *
                              static_cast<double>(range));
}

/// Both forms never fall when the state rises, so they are equal everywhere if they are equal on
/// both sides of every state at which the exact quotient reaches the next integer.
void ExpectEqualForms(int64_t range) {
  for (int64_t value = 1; value < range; ++value) {
    const auto state = static_cast<uint32_t>((value * kLehmerModulus + range - 1) / range);
    ASSERT_EQ(DrawSmall(state - 1, static_cast<uint32_t>(range)), value - 1);
    ASSERT_EQ(DrawSmall(state, static_cast<uint32_t>(range)), value);
    ASSERT_EQ(DrawByDefinition(state - 1, range), value - 1) << "range " << range;
    ASSERT_EQ(DrawByDefinition(state, range), value) << "range " << range;
  }
}

TEST(Bounded, IntegerFormEqualsDoubleFormInEveryUsedRange) {
  for (const int64_t range : kUsedSmallRanges) ExpectEqualForms(range);
}

TEST(Bounded, IntegerFormEqualsDoubleFormInEveryShortRange) {
  for (int64_t range = 1; range <= 1000; ++range) ExpectEqualForms(range);
}

TEST(Bounded, IntegerFormEqualsDoubleFormInTheLargestRanges) {
  ExpectEqualForms(kMaxIntegerRange - 1);
  ExpectEqualForms(kMaxIntegerRange);
}

TEST(Bounded, IntegerFormEqualsDoubleFormAtRandomStatesAndRanges) {
  std::mt19937_64 random = MakeRandom();
  for (int i = 0; i < 100'000; ++i) {
    const auto state = static_cast<uint32_t>(1 + random() % (kLehmerModulus - 1));
    const auto range = static_cast<int64_t>(1 + random() % kMaxIntegerRange);
    ASSERT_EQ(DrawSmall(state, static_cast<uint32_t>(range)), DrawByDefinition(state, range))
        << state << " in " << range;
  }
}

TEST(Bounded, DrawStaysInItsBounds) {
  for (const int64_t range : kUsedSmallRanges) {
    EXPECT_EQ(Draw(1, 5, 5 + range - 1), 5);
    EXPECT_EQ(Draw(kLehmerModulus - 1, 5, 5 + range - 1), 5 + range - 1);
  }
  EXPECT_EQ(Draw(1, -99'999, 999'999), -99'999);
  EXPECT_EQ(Draw(kLehmerModulus - 1, -99'999, 999'999), 999'999);
}

TEST(Bounded, LargeRangesUseTheDoubleForm) {
  std::mt19937_64 random = MakeRandom();
  for (const int64_t range : kUsedLargeRanges) {
    for (int i = 0; i < 10'000; ++i) {
      const auto state = static_cast<uint32_t>(1 + random() % (kLehmerModulus - 1));
      ASSERT_EQ(Draw(state, 1, range), 1 + DrawByDefinition(state, range)) << range;
    }
  }
}

}  // namespace
}  // namespace tpch
