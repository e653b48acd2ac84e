#include "tpch/tables/database_after_sets.h"

#include <algorithm>

namespace tpch {

DatabaseAfterSets::DatabaseAfterSets(const ScaleFactor& scale_factor, SetRange sets)
    : scale_factor_(scale_factor),
      num_orders_(NumBaseRows(Table::kOrders, scale_factor)),
      initial_(scale_factor),
      refresh_(scale_factor),
      sets_(sets) {}

std::vector<RowRange> DatabaseAfterSets::BaseRows(Table table) const {
  const int64_t num_rows = NumBaseRows(table, scale_factor_);
  if (Describe(table).base_table != Table::kOrders) return {{0, num_rows}};
  // Later sets delete keys that the database does not have: those that sets inserted are of other
  // orders.
  const int64_t last_delete = std::min(sets_.last, kSetsPerSlot - 1);
  const int64_t first_delete = std::min(sets_.first, last_delete + 1);
  std::vector<RowRange> ranges = {{0, refresh_.RowsOfSet(Table::kDelete, first_delete).begin},
                                  {refresh_.RowsOfSet(Table::kDelete, last_delete).end, num_rows}};
  for (int64_t set = sets_.first; set <= sets_.last; ++set) {
    const RowRange rows = refresh_.RowsOfSet(table, set);
    const bool joins_last = set > sets_.first && set % kSetsPerSlot != 0;
    if (joins_last && !UsesWideStreams(scale_factor_)) {
      ranges.back().end = rows.end;
    } else {
      ranges.push_back(rows);
    }
  }
  std::erase_if(ranges, [](const RowRange& range) { return range.size() == 0; });
  return ranges;
}

int64_t DatabaseAfterSets::RowOfKey(int64_t key) const {
  const int64_t row = OrderRow(key);
  // Sets whose keys look like those of the database have larger ones.
  const bool is_initial = row >= 0 && row < num_orders_;
  return is_initial ? row : refresh_.RowOfKey(Table::kOrders, key);
}

std::unique_ptr<TableGenerator> DatabaseAfterSets::MakeGenerator(std::span<const Table> tables,
                                                                 TextPool* text_pool,
                                                                 ColumnSet wanted) const {
  return initial_.MakeGenerator(tables, text_pool, wanted);
}

UnitCursor DatabaseAfterSets::MakeUnitCursor(std::span<const Table> tables,
                                             int64_t part_begin) const {
  if (part_begin < NumBaseRows(tables.front(), scale_factor_)) {
    return initial_.MakeUnitCursor(tables, part_begin);
  }
  return refresh_.MakeUnitCursor(tables, part_begin);
}

}  // namespace tpch
