#include "tpch/tables/refresh_sets.h"

#include <algorithm>
#include <iterator>

#include "tpch/selection.h"

namespace tpch {

RefreshSets::RefreshSets(const ScaleFactor& scale_factor)
    : scale_factor_(scale_factor),
      num_orders_(NumBaseRows(Table::kOrders, scale_factor)),
      // dbgen: a thousandth, truncated to a multiple of ten.
      orders_per_set_(num_orders_ / 10'000 * 10) {}

int64_t RefreshSets::FirstRow(Table table) const {
  return table == Table::kDelete ? 0 : num_orders_;
}

RowRange RefreshSets::RowsOfSet(Table table, int64_t set) const {
  const int64_t begin = FirstRow(table) + (set - 1) * orders_per_set_;
  return {begin, begin + orders_per_set_};
}

OrderKeys RefreshSets::KeysOfSet(Table table, int64_t set) const {
  const int64_t slot = set / kSetsPerSlot + (table == Table::kDelete ? 0 : 1);
  return {.first_row = FirstRow(table), .slot = slot};
}

int64_t RefreshSets::RowOfKey(Table table, int64_t key) const {
  if (key <= 0 || orders_per_set_ == 0) return -1;
  const auto set_of = [&](int64_t row) { return (row - FirstRow(table)) / orders_per_set_ + 1; };
  // This row is at or behind that of the key, by less than 1,000 sets.
  const int64_t near_slot = KeysOfSet(table, set_of(FirstRow(table) + key / 4 + 8)).slot;
  for (const int64_t slot : {near_slot, near_slot - 1}) {
    const int64_t row = FirstRow(table) + OrderRow(key, slot);
    if (row < FirstRow(table) || set_of(row) > kMaxRefreshSet) continue;
    if (KeysOfSet(table, set_of(row))[row] == key) return row;
  }
  return -1;
}

std::vector<RowRange> RefreshSets::CutSet(Table table, int64_t set, int64_t num_segments) const {
  const RowRange rows = RowsOfSet(table, set);
  const int64_t smaller = rows.size() / num_segments;
  // dbgen: the first segments of inserts get the remainder, one row each; all segments of deletes
  // are larger by one row, and the last ones shorter or missing.
  const int64_t num_larger = table == Table::kDelete ? num_segments : rows.size() % num_segments;
  std::vector<RowRange> segments;
  for (int64_t begin = rows.begin; begin < rows.end; begin = segments.back().end) {
    const int64_t size = smaller + (std::ssize(segments) < num_larger ? 1 : 0);
    segments.push_back({begin, std::min(rows.end, begin + size)});
  }
  return segments;
}

std::unique_ptr<TableGenerator> RefreshSets::MakeGenerator(std::span<const Table> tables,
                                                           TextPool* text_pool,
                                                           ColumnSet wanted) const {
  return MakeTableGenerator(tables, {scale_factor_, text_pool}, wanted);
}

UnitCursor RefreshSets::MakeUnitCursor(std::span<const Table> tables, int64_t part_begin) const {
  const Table table = tables.front();
  const int64_t set = (part_begin - FirstRow(table)) / orders_per_set_ + 1;
  if (table == Table::kDelete) return {part_begin, std::nullopt, KeysOfSet(table, set)};
  // dbgen: 64-bit streams start at the set, not at the segment.
  const int64_t set_begin = RowsOfSet(table, set).begin;
  std::optional<PartKeyCursor> part_keys;
  if (UsesWideStreams(scale_factor_)) part_keys.emplace(set_begin);
  return {set_begin, part_keys, KeysOfSet(table, set)};
}

}  // namespace tpch
