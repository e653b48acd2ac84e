#include "tpch/tables/row_walker.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tpch/tables/row_counts.h"

namespace tpch {
namespace {

TEST(RowWalker, PlacesOfLinesAgreeWithCounts) {
  const RowRange orders{1'000, 3'000};
  RowWalker walker(Table::kLineitem, orders);
  int64_t num_lines = 0;
  for (int64_t step = 1; walker.place().base_row < orders.end; step = step % 2'000 * 2 + 1) {
    num_lines += walker.Advance(step);
    const auto& [order, line] = walker.place();
    EXPECT_EQ(CountRows(Table::kLineitem, {orders.begin, order}) + line, num_lines);
    if (line > 0) {
      EXPECT_LT(line, CountRows(Table::kLineitem, {order, order + 1}));
    }
  }
  EXPECT_EQ(num_lines, CountRows(Table::kLineitem, orders));
  EXPECT_EQ(walker.Advance(1), 0);
}

TEST(RowWalker, PartsHaveFourRowsInPartsupp) {
  RowWalker walker(Table::kPartsupp, {10, 13});
  EXPECT_EQ(walker.Advance(6), 6);
  EXPECT_EQ(walker.place().base_row, 11);
  EXPECT_EQ(walker.place().row, 2);
  EXPECT_EQ(walker.Advance(100), 6);
  EXPECT_EQ(walker.place().base_row, 13);
  EXPECT_EQ(walker.Advance(1), 0);
}

TEST(RowWalker, BaseRowsOfOtherTablesAreTheirRows) {
  RowWalker walker(Table::kOrders, {5, 5 + (int64_t{1} << 40)});
  EXPECT_EQ(walker.Advance(int64_t{1} << 39), int64_t{1} << 39);
  EXPECT_EQ(walker.place().base_row, 5 + (int64_t{1} << 39));
  EXPECT_EQ(walker.place().row, 0);
}

}  // namespace
}  // namespace tpch
