#include "tpch/tables/row_counts.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

TEST(RowCounts, AreThoseOfTheTable) {
  EXPECT_EQ(CountRows(Table::kOrders, {0, 1'500}), 1'500);
  EXPECT_EQ(CountRows(Table::kLineitem, {0, 1'500}), 6'005);
  EXPECT_EQ(CountRows(Table::kPartsupp, {100, 200}), 400);
}

TEST(RowCounts, FewestBaseRowsHaveTheRows) {
  EXPECT_EQ(BaseRowsWithRows(Table::kCustomer, {10, 20}, 3), (RowRange{10, 13}));
  EXPECT_EQ(BaseRowsWithRows(Table::kPartsupp, {10, 20}, 8), (RowRange{10, 12}));
  EXPECT_EQ(BaseRowsWithRows(Table::kPartsupp, {10, 20}, 9), (RowRange{10, 13}));
  EXPECT_EQ(BaseRowsWithRows(Table::kLineitem, {0, 2'000}, 6'005), (RowRange{0, 1'500}));
  EXPECT_EQ(BaseRowsWithRows(Table::kLineitem, {0, 2'000}, 6'006), (RowRange{0, 1'501}));
}

TEST(RowCounts, MoreRowsThanThereAreNeedAllBaseRows) {
  for (const Table table : kAllTables) {
    EXPECT_EQ(BaseRowsWithRows(table, {10, 20}, 1'000), (RowRange{10, 20}));
  }
}

}  // namespace
}  // namespace tpch
