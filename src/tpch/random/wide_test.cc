#include "tpch/random/wide.h"

#include <gtest/gtest.h>

#include <array>

#include "tpch/tables/streams.h"

namespace tpch {
namespace {

constexpr int64_t kNumParts = 6'000'000'000;      // at scale factor 30 000
constexpr int64_t kNumCustomers = 4'500'000'000;  // at scale factor 30 000

struct WideDrawStep {
  int64_t state;
  int64_t value;
};

void ExpectDraws(uint64_t seed, int64_t range, const std::array<WideDrawStep, 3>& steps) {
  uint64_t state = seed;
  for (const WideDrawStep& step : steps) {
    state = WideStep(state);
    EXPECT_EQ(static_cast<int64_t>(state), step.state);
    EXPECT_EQ(WideDraw(state, 1, range), step.value);
  }
}

TEST(Wide, PartKeyDrawsAreTheReferences) {
  ExpectDraws(streams::kLinePartKey.seed, kNumParts,
              {{{6456602372871002505, 2871002506},
                {-7015118174671473642, 2671473643},
                {-7805108625222086177, 3222086178}}});
}

TEST(Wide, CustomerKeyDrawsAreTheReferences) {
  ExpectDraws(streams::kOrderCustKey.seed, kNumCustomers,
              {{{-2172803120398045468, 3898045469},
                {-5962429889278993899, 3778993900},
                {4920818085181948082, 181948083}}});
}

TEST(Wide, OrderEndsAreTheReferences) {
  struct OrderEnd {
    int64_t num_lines;
    int64_t before;
    int64_t after;
  };
  uint64_t state = streams::kLinePartKey.seed;
  for (const OrderEnd& order : std::array<OrderEnd, 3>{{{6, 6892279291718918018, -725078589},
                                                        {1, -6299665171843200952, 1643369644},
                                                        {6, -2801904464808285850, 135819543}}}) {
    state = WideSkip(state, order.num_lines);
    EXPECT_EQ(static_cast<int64_t>(state), order.before);
    state = WideFinishRow(state, 7 - order.num_lines);
    EXPECT_EQ(static_cast<int64_t>(state), order.after);
  }
}

TEST(Wide, RowEndWithoutUnusedDrawsChangesNothing) {
  const uint64_t state = WideStep(1808217256);
  EXPECT_EQ(WideFinishRow(state, 0), state);
}

TEST(Wide, SkippingEqualsStepping) {
  uint64_t state = streams::kOrderCustKey.seed;
  for (int64_t num_draws = 0; num_draws < 2000; ++num_draws) {
    ASSERT_EQ(WideSkip(streams::kOrderCustKey.seed, num_draws), state);
    state = WideStep(state);
  }
}

TEST(Wide, SkipsAddUp) {
  constexpr int64_t kFar = 123'456'789'012;
  EXPECT_EQ(WideSkip(WideSkip(1, kFar), 3 * kFar + 1), WideSkip(1, 4 * kFar + 1));
}

TEST(Wide, DrawTakesTheMagnitudeOfNegativeStates) {
  EXPECT_EQ(WideDraw(static_cast<uint64_t>(int64_t{-13}), 1, 10), 4);
  EXPECT_EQ(WideDraw(13, 1, 10), 4);
}

}  // namespace
}  // namespace tpch
