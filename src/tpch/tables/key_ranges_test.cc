#include "tpch/tables/key_ranges.h"

#include <gtest/gtest.h>

#include "tests/unit/table_text.h"

namespace tpch {
namespace {

// The base rows of the first rows whose keys are in the range, one by one.
RowRange Expected(const ColumnBatch& batch, const KeyRange& keys) {
  const int64_t* const values = batch.column(0).values<int64_t>();
  RowRange rows{0, 0};
  while (rows.begin < batch.num_rows() && values[rows.begin] < keys.min) ++rows.begin;
  rows.end = rows.begin;
  while (rows.end < batch.num_rows() && values[rows.end] <= keys.max) ++rows.end;
  return rows;
}

class KeyRanges : public testing::TestWithParam<Table> {};

TEST_P(KeyRanges, AreThoseOfTheRows) {
  const Table table = Describe(GetParam()).base_table;
  const auto generator =
      MakeTableGenerator(std::vector{table}, {ScaleFactor::FromInteger(1), nullptr}, ColumnSet{0});
  const RowRange all = {0, std::min<int64_t>(80, NumBaseRows(table, ScaleFactor::FromInteger(1)))};
  std::vector<ColumnBatch> batches = generator->MakeBatches(all.size());
  generator->Start({all});
  generator->Fill(all.size(), batches);
  for (int64_t min = -2; min < 320; ++min) {
    for (const int64_t max : {min - 1, min, min + 1, min + 40, INT64_MAX}) {
      EXPECT_EQ(BaseRowsWithKeys(GetParam(), all, {min, max}),
                Expected(batches.front(), {min, max}))
          << min << " to " << max;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(AllTables, KeyRanges, testing::ValuesIn(kAllTables),
                         [](const auto& info) { return std::string(Describe(info.param).name); });

TEST(KeyRanges, HaveExtremes) {
  constexpr RowRange kRows{3, 30};
  EXPECT_EQ(BaseRowsWithKeys(Table::kOrders, kRows, {}), kRows);
  EXPECT_EQ(BaseRowsWithKeys(Table::kOrders, kRows, {INT64_MAX, INT64_MAX}), (RowRange{30, 30}));
  EXPECT_EQ(BaseRowsWithKeys(Table::kPart, kRows, {INT64_MIN, INT64_MIN}), (RowRange{3, 3}));
}

}  // namespace
}  // namespace tpch
