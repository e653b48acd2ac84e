// Keys of rows, and the base rows that they belong to. Verification compares groups: the rows of
// one base row (the lines of an order, the suppliers of a part; one row in other tables).

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tpch/schema/table.h"
#include "tpch/tables/keys.h"

namespace tpch {

/// The first column determines the base row. If it is not the primary key, a second column
/// completes the key.
inline constexpr size_t kMajorKey = 0;

/// Returns the columns of the primary key.
inline std::vector<size_t> KeyColumns(Table table) {
  const auto columns = Describe(table).key_columns;
  return {columns.begin(), columns.end()};
}

/// Returns the second column of the primary key, or nullopt.
constexpr std::optional<size_t> MinorKey(Table table) {
  const auto columns = Describe(table).key_columns;
  return columns.size() > 1 ? std::optional(columns.back()) : std::nullopt;
}

/// Returns the 0-based base row of the major key, or -1 if no row has this key at any scale factor.
/// The caller must check the largest key of its scale factor.
constexpr int64_t BaseRowOfKey(Table table, int64_t major) {
  switch (table) {
    case Table::kRegion:
    case Table::kNation:
      return major < 0 ? -1 : major;
    case Table::kOrders:
    case Table::kLineitem:
      return OrderRow(major);
    default:
      return major <= 0 ? -1 : major - 1;
  }
}

}  // namespace tpch
