#include "tpch/verify/scale_factor_search.h"

#include <gmock/gmock.h>

namespace tpch {
namespace {

using ::testing::HasSubstr;

// Evidence of a table whose last key is that of its last row.
BaseRowsEvidence Whole(Table table, int64_t num_base_rows) {
  return {table, std::string(Describe(table).name), num_base_rows, num_base_rows};
}

TEST(SimplestScaleFactor, HasTheFewestDigits) {
  const auto text = [](Table table, int64_t num_base_rows) {
    const auto scale_factor = SimplestScaleFactor(table, {num_base_rows, num_base_rows + 1});
    return scale_factor ? scale_factor->ToString() : "none";
  };
  EXPECT_EQ(text(Table::kSupplier, 10'000), "1");
  EXPECT_EQ(text(Table::kSupplier, 10), "0.001");
  EXPECT_EQ(text(Table::kSupplier, 5'700), "0.57");
  EXPECT_EQ(text(Table::kOrders, 1'500'000'000), "1000");
  EXPECT_EQ(text(Table::kOrders, 55'500), "0.037");
  EXPECT_EQ(text(Table::kSupplier, 1), "none");  // too few for any
}

TEST(ScaleFactorOfSets, HasTheFewestDigits) {
  const auto text = [](int64_t orders_per_set) {
    const auto scale_factor = ScaleFactorOfSets(orders_per_set);
    return scale_factor ? scale_factor->ToString() : "none";
  };
  EXPECT_EQ(text(1'500), "1");
  EXPECT_EQ(text(150), "0.1");
  EXPECT_EQ(text(10), "0.01");
  EXPECT_EQ(text(20), "0.014");
  EXPECT_EQ(text(45'000'000), "30000");
  EXPECT_EQ(text(1'499), "none");
  EXPECT_EQ(text(0), "none");
}

TEST(FindScaleFactor, IsThatOfAllTables) {
  const auto found = FindScaleFactor(
      {Whole(Table::kSupplier, 122), Whole(Table::kPart, 2'450), Whole(Table::kOrders, 18'375)});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->ToString(), "0.01225");
}

TEST(FindScaleFactor, IsNotMisledByOneRow) {
  // One row is missing, one is double, and the last one is missing.
  const auto found = FindScaleFactor({{Table::kSupplier, "supplier", 99, 100},
                                      {Table::kPart, "part", 2'001, 2'000},
                                      {Table::kCustomer, "customer", 1'499, 1'499}});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->ToString(), "0.01");
}

TEST(FindScaleFactor, RefusesWhatIsUnlikely) {
  const auto found = FindScaleFactor({Whole(Table::kOrders, 12'347)});
  EXPECT_THAT(found.status().message(), HasSubstr("orders"));
  EXPECT_THAT(found.status().message(), HasSubstr("scale_factor"));
}

TEST(FindScaleFactor, RefusesTablesOfDifferentScaleFactors) {
  const auto found = FindScaleFactor(
      {Whole(Table::kOrders, 1'500), Whole(Table::kPart, 200), Whole(Table::kCustomer, 1'500)});
  EXPECT_THAT(found.status().message(), HasSubstr("'customer' has the rows of scale factor 0.01"));
  EXPECT_THAT(found.status().message(), HasSubstr("scale factor 0.001"));
}

}  // namespace
}  // namespace tpch
