// Keys of rows, and the base rows that they belong to. Verification compares group by group: the
// rows of one base row (the lines of an order, the suppliers of a part; one row in other tables).

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tpch/schema/table.h"
#include "tpch/tables/keys.h"

namespace tpch {

/// The first column tells the base row. The second one is that which with the first makes the
/// primary key, where one column does not.
inline constexpr size_t kMajorKey = 0;

/// Returns the columns of the primary key.
inline std::vector<size_t> KeyColumns(Table table) {
  const auto columns = Describe(table).key_columns;
  return {columns.begin(), columns.end()};
}

/// Returns the second column of the primary key, or nothing.
constexpr std::optional<size_t> MinorKey(Table table) {
  const auto columns = Describe(table).key_columns;
  return columns.size() > 1 ? std::optional(columns.back()) : std::nullopt;
}

/// Returns the 0-based base row that the major key belongs to, or -1 for keys of no row at any
/// scale factor. The greatest key of a scale factor is for the caller to check.
constexpr int64_t BaseRowOfKey(Table table, int64_t major) {
  switch (table) {
    case Table::kRegion:
    case Table::kNation:
      return major < 0 ? -1 : major;
    case Table::kOrders:
    case Table::kLineitem: {
      // 8 of every 32 keys are used (OrderKey).
      if (major <= 0 || (major & 31) > 7) return -1;
      return (major >> 5 << 3 | (major & 7)) - 1;
    }
    default:
      return major <= 0 ? -1 : major - 1;
  }
}

}  // namespace tpch
