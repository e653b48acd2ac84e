#include "tpch/tables/key_ranges.h"

#include <algorithm>

namespace tpch {
namespace {

// Returns the number of orders with smaller keys than `key`, which is positive: see OrderKey.
int64_t NumOrdersBefore(int64_t key) { return (key >> 5) * 8 + std::min<int64_t>(key & 31, 8) - 1; }

// Returns the first base row whose key is `key` or more.
int64_t FirstBaseRow(Table table, int64_t key) {
  if (!Describe(table).scaled) return std::max<int64_t>(key, 0);
  if (key < 1) return 0;
  return Describe(table).base_table == Table::kOrders ? NumOrdersBefore(key) : key - 1;
}

}  // namespace

RowRange BaseRowsWithKeys(Table table, RowRange base_rows, const KeyRange& keys) {
  const auto clamp = [&](int64_t row) { return std::clamp(row, base_rows.begin, base_rows.end); };
  const int64_t begin = clamp(FirstBaseRow(table, keys.min));
  if (keys.max < keys.min) return {begin, begin};
  return {begin, keys.max == INT64_MAX ? base_rows.end : clamp(FirstBaseRow(table, keys.max + 1))};
}

}  // namespace tpch
