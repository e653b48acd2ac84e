// The choice of the data to generate: tables, scale factor and parts, or refresh sets.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "tpch/scale_factor.h"
#include "tpch/table.h"

namespace tpch {

inline constexpr int64_t kAllRows = std::numeric_limits<int64_t>::max();

inline constexpr int64_t kMaxRefreshSet = 1'000'000;

/// Refresh sets, which insert orders with their lines and delete other orders.
struct RefreshSelection {
  int64_t first_set = 1;
  int64_t last_set = 1;  ///< included; at most kMaxRefreshSet
  /// The numbers of files to split each set's orders and lineitem, and its deletes, into; files
  /// that would have no rows are not made. nullopt: one file without a number.
  std::optional<int64_t> insert_segments;
  std::optional<int64_t> delete_segments;

  int64_t num_sets() const { return last_set - first_set + 1; }

  /// Returns the segments of that one of kRefreshTables.
  const std::optional<int64_t>& SegmentsOf(Table table) const {
    return table == Table::kDelete ? delete_segments : insert_segments;
  }
};

/// The user's choice of data.
struct Selection {
  ScaleFactor scale_factor = ScaleFactor::FromInteger(1);
  std::vector<Table> tables;         ///< each at most once
  std::optional<int64_t> num_parts;  ///< at least 1; nullopt: one file per table
  std::vector<int64_t> parts;        ///< 1 to num_parts; empty: all parts
  int64_t max_rows = kAllRows;       ///< the first rows of each table; only without parts
  /// Instead of rows of the database; then `tables` are some of kRefreshTables, without parts.
  std::optional<RefreshSelection> refresh;
};

}  // namespace tpch
