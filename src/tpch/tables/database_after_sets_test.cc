#include "tpch/tables/database_after_sets.h"

#include <gmock/gmock.h>

#include <array>
#include <set>

#include "tests/unit/table_text.h"

namespace tpch {
namespace {

using ::testing::ElementsAre;

/// Calls `visit` with the keys of base rows.
template <typename Visit>
void VisitKeys(const RowSource& source, Table table, RowRange rows, const Visit& visit) {
  const OrderKeys keys =
      source.MakeUnitCursor(std::array{table}, rows.begin).MakeUnit(rows).order_keys;
  for (int64_t row = rows.begin; row < rows.end; ++row) visit(row, keys[row]);
}

/// Applies the sets one after the other, as a database would.
std::set<int64_t> ApplySets(const ScaleFactor& scale_factor, SetRange sets) {
  std::set<int64_t> keys;
  const auto insert = [&](int64_t /*row*/, int64_t key) { EXPECT_TRUE(keys.insert(key).second); };
  const RefreshSets refresh(scale_factor);
  VisitKeys(InitialDatabase(scale_factor), Table::kOrders, WholeTable(Table::kOrders, scale_factor),
            insert);
  for (int64_t set = sets.first; set <= sets.last; ++set) {
    VisitKeys(refresh, Table::kOrders, refresh.RowsOfSet(Table::kOrders, set), insert);
    VisitKeys(refresh, Table::kDelete, refresh.RowsOfSet(Table::kDelete, set),
              [&](int64_t /*row*/, int64_t key) { keys.erase(key); });
  }
  return keys;
}

TEST(DatabaseAfterSets, HasWhatSetsLeave) {
  const ScaleFactor scale_factor = ParseScaleFactor("0.007");
  for (const SetRange sets : {SetRange{1, 3}, SetRange{5, 5}, SetRange{990, 1010},
                              SetRange{1001, 1001}, SetRange{1, 5200}}) {
    const DatabaseAfterSets database(scale_factor, sets);
    std::set<int64_t> keys;
    for (const RowRange& rows : database.BaseRows(Table::kOrders)) {
      VisitKeys(database, Table::kOrders, rows, [&](int64_t row, int64_t key) {
        keys.insert(key);
        EXPECT_EQ(database.RowOfKey(key), row);
      });
    }
    EXPECT_EQ(keys, ApplySets(scale_factor, sets)) << sets.first << '-' << sets.last;
  }
}

TEST(DatabaseAfterSets, SetsFollowTheDatabase) {
  const ScaleFactor scale_factor = ParseScaleFactor("0.01");
  EXPECT_THAT(DatabaseAfterSets(scale_factor, {2, 3}).BaseRows(Table::kLineitem),
              ElementsAre(RowRange{0, 10}, RowRange{30, 15'000}, RowRange{15'010, 15'030}));
  EXPECT_THAT(DatabaseAfterSets(scale_factor, {1, 1}).BaseRows(Table::kPart),
              ElementsAre(RowRange{0, 2000}));
}

TEST(DatabaseAfterSets, SetsHaveRangesWhereTheirValuesDependOnThem) {
  const DatabaseAfterSets database(ScaleFactor::FromInteger(30'000), {1, 2});
  EXPECT_EQ(database.BaseRows(Table::kOrders).size(), 3);
  const int64_t last = database.BaseRows(Table::kOrders).back().begin;
  EXPECT_EQ(
      database.MakeUnitCursor(std::array{Table::kOrders}, last).MakeUnit({last, last}).part_begin,
      last);
}

TEST(DatabaseAfterSets, DeletedKeysStayKnown) {
  const DatabaseAfterSets database(ParseScaleFactor("0.01"), {1, 1});
  EXPECT_EQ(database.RowOfKey(1), 0);
  EXPECT_EQ(database.RowOfKey(9), 15'000);
  EXPECT_EQ(database.RowOfKey(16), -1);
}

}  // namespace
}  // namespace tpch
