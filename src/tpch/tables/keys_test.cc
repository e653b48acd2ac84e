#include "tpch/tables/keys.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace tpch {
namespace {

TEST(OrderKey, UsesEightOfEveryThirtyTwo) {
  EXPECT_EQ(OrderKey(0), 1);
  EXPECT_EQ(OrderKey(6), 7);
  EXPECT_EQ(OrderKey(7), 32);
  EXPECT_EQ(OrderKey(8), 33);
  EXPECT_EQ(OrderKey(1'500'000 - 1), 6'000'000);
  for (int64_t row = 0; row < 10'000; ++row) EXPECT_LT(OrderKey(row) % 32, 8);
}

TEST(OrderKey, OtherSlotsUseTheKeysBetween) {
  EXPECT_EQ(OrderKey(0, 1), 9);
  EXPECT_EQ(OrderKey(7, 1), 40);
  EXPECT_EQ((OrderKeys{.first_row = 100, .slot = 1}[107]), 40);
}

TEST(OrderRow, InvertsOrderKey) {
  for (const int64_t slot : {0, 1, 7}) {
    for (int64_t row = 0; row < 100; ++row) EXPECT_EQ(OrderRow(OrderKey(row, slot), slot), row);
  }
  EXPECT_LT(OrderRow(0), 0);
  EXPECT_LT(OrderRow(8), 0);
  EXPECT_LT(OrderRow(8, 1), 0);
}

TEST(PartSupplier, FourSuppliersOfAPartAreTheReferences) {
  EXPECT_EQ(PartSupplier(1, 0, 10'000), 2);
  EXPECT_EQ(PartSupplier(1, 1, 10'000), 2502);
  EXPECT_EQ(PartSupplier(1, 3, 10'000), 7502);
  EXPECT_EQ(PartSupplier(123456, 3, 10'000), 993);
}

/// Returns how many of the (part, supplier) pairs repeat an earlier one.
int64_t CountRepeatedPairs(int64_t num_parts, int64_t num_suppliers) {
  std::set<std::pair<int64_t, int64_t>> pairs;
  for (int64_t part = 1; part <= num_parts; ++part) {
    for (int64_t j = 0; j < 4; ++j) pairs.emplace(part, PartSupplier(part, j, num_suppliers));
  }
  return 4 * num_parts - static_cast<int64_t>(pairs.size());
}

TEST(PartSupplier, PairsRepeatOnlyAtTheSmallestScaleFactors) {
  EXPECT_EQ(CountRepeatedPairs(200, 10), 100);
  EXPECT_GT(CountRepeatedPairs(4200, 210), 0);
  EXPECT_EQ(CountRepeatedPairs(2000, 100), 0);
  EXPECT_EQ(CountRepeatedPairs(4400, 220), 0);
}

TEST(RetailPrice, IsTheReferences) {
  EXPECT_EQ(RetailPrice(1), 901'00);
  EXPECT_EQ(RetailPrice(123456), 1479'45);
}

}  // namespace
}  // namespace tpch
