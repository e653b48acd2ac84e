#include "tpch/tables/line_counts.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tpch {
namespace {

TEST(LineCounts, LineitemRowsAreTheReferences) {
  EXPECT_EQ(CountLines({0, 1'500}), 6'005);
  EXPECT_EQ(CountLines({0, 15'000}), 60'175);
  EXPECT_EQ(CountLines({0, 150'000}), 600'572);
  EXPECT_EQ(CountLines({0, 1'500'000}), 6'001'215);
}

TEST(LineCounts, RangesAddUp) {
  EXPECT_EQ(CountLines({0, 700}) + CountLines({700, 1'500}), 6'005);
  EXPECT_EQ(CountLines({700, 700}), 0);
}

/// Counts in ranges that are too short for checkpoints.
int64_t WalkLines(RowRange orders) {
  int64_t num_lines = 0;
  for (int64_t begin = orders.begin; begin < orders.end; begin += 1000) {
    num_lines += CountLines({begin, std::min(begin + 1000, orders.end)});
  }
  return num_lines;
}

TEST(LineCounts, LongRangesHaveTheLinesOfTheirOrders) {
  const RowRange ranges[] = {{0, 3'000'000},
                             {500'000, 1'100'000},
                             {kLineBlockOrders - 1, 2 * kLineBlockOrders + 1},
                             {kLinePeriodOrders - 600'000, kLinePeriodOrders},
                             {kLinePeriodOrders - 300'000, kLinePeriodOrders + 300'000},
                             {150'000'000'000 - 600'001, 150'000'000'000}};
  for (const RowRange& orders : ranges) EXPECT_EQ(CountLines(orders), WalkLines(orders));
}

TEST(LineCounts, APeriodHasFourLinesAnOrder) {
  EXPECT_EQ(CountLines({0, kLinePeriodOrders}), 4 * kLinePeriodOrders);
  EXPECT_EQ(CountLines({123'456'789, 123'456'789 + 5 * kLinePeriodOrders}), 20 * kLinePeriodOrders);
}

// The specification's table of cardinalities gives these; dbgen makes as many.
TEST(LineCounts, LineitemRowsOfLargeScaleFactorsAreTheReferences) {
  EXPECT_EQ(CountLines({0, 15'000'000}), 59'986'052);
  EXPECT_EQ(CountLines({0, 150'000'000}), 600'037'902);
  EXPECT_EQ(CountLines({0, 450'000'000}), 1'799'989'091);
  EXPECT_EQ(CountLines({0, 1'500'000'000}), 5'999'989'709);
}

TEST(LineCounts, OrdersWithManyLinesIsTheShortestRange) {
  for (const int64_t begin : {int64_t{0}, int64_t{12'345'678}}) {
    for (const int64_t num_lines : {int64_t{3'000'000}, int64_t{8'000'000'000},
                                    8 * int64_t{kLinePeriodOrders}, int64_t{400'000'000'000}}) {
      const RowRange orders = OrdersWithLines({begin, 150'000'000'000}, num_lines);
      EXPECT_EQ(orders.begin, begin);
      EXPECT_GE(CountLines(orders), num_lines);
      EXPECT_LT(CountLines({begin, orders.end - 1}), num_lines);
    }
  }
}

TEST(LineCounts, OrdersWithLinesIsTheShortestRange) {
  for (const int64_t num_lines : {1, 6, 7, 100, 6'004, 6'005}) {
    const RowRange orders = OrdersWithLines({0, 1'500}, num_lines);
    EXPECT_EQ(orders.begin, 0);
    EXPECT_GE(CountLines(orders), num_lines);
    EXPECT_LT(CountLines({0, orders.end - 1}), num_lines);
  }
}

TEST(LineCounts, OrdersWithLinesStaysInItsRange) {
  EXPECT_EQ(OrdersWithLines({0, 1'500}, 1'000'000), (RowRange{0, 1'500}));
  EXPECT_EQ(OrdersWithLines({100, 1'500}, 0), (RowRange{100, 100}));
}

}  // namespace
}  // namespace tpch
