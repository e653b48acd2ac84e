#include "tpch/tables/row_source.h"

#include <gtest/gtest.h>

#include <array>

#include "tpch/tables/initial_database.h"

namespace tpch {
namespace {

Unit UnitOf(int32_t scale_factor, Table table, int64_t part_begin, RowRange base_rows) {
  const InitialDatabase database(ScaleFactor::FromInteger(scale_factor));
  return database.MakeUnitCursor(std::array{table}, part_begin).MakeUnit(base_rows);
}

TEST(InitialDatabase, UnitsKnowTheirPart) {
  const Unit unit = UnitOf(1, Table::kPart, 100, {200, 300});
  EXPECT_EQ(unit.base_rows, (RowRange{200, 300}));
  EXPECT_EQ(unit.part_begin, 100);
  EXPECT_EQ(unit.part_key_state, 0);
}

TEST(InitialDatabase, OrdersAndLineitemBeginWithPartKeysAtTheLargestScaleFactors) {
  const uint64_t state = PartKeyCursor(100).AdvanceTo(200);
  EXPECT_EQ(UnitOf(30'000, Table::kOrders, 100, {200, 300}).part_key_state, state);
  EXPECT_EQ(UnitOf(30'000, Table::kLineitem, 100, {200, 300}).part_key_state, state);
  EXPECT_EQ(UnitOf(30'000, Table::kPart, 100, {200, 300}).part_key_state, 0);
  EXPECT_EQ(UnitOf(29'999, Table::kLineitem, 100, {200, 300}).part_key_state, 0);
}

TEST(UnitCursor, UnitsOfAPartFollowOneAnother) {
  const InitialDatabase database(ScaleFactor::FromInteger(30'000));
  UnitCursor cursor = database.MakeUnitCursor(std::array{Table::kLineitem}, 0);
  cursor.MakeUnit({0, 50});
  EXPECT_EQ(cursor.MakeUnit({50, 70}).part_key_state, PartKeyCursor(0).AdvanceTo(50));
}

}  // namespace
}  // namespace tpch
