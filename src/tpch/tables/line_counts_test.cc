#include "tpch/tables/line_counts.h"

#include <gtest/gtest.h>

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
