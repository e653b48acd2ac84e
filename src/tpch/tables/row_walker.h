// Finds the base rows that rows of a table belong to, row after row.

#pragma once

#include <array>
#include <cstdint>

#include "tpch/row_range.h"
#include "tpch/schema/table.h"
#include "tpch/tables/draws.h"

namespace tpch {

/// Row `row` (from 0) of those that belong to base row `base_row`.
struct RowPlace {
  int64_t base_row;
  int64_t row;
};

/// Walks over the rows of a table without generating them. Not thread-safe.
class RowWalker {
 public:
  /// Starts at the first row of `base_rows`.
  RowWalker(Table table, RowRange base_rows);

  /// Returns the next row, or the end of the base rows.
  const RowPlace& place() const { return place_; }

  /// Moves `num_rows` rows forward, but not past the end, and returns over how many. Takes about
  /// 2 ns for each order of lineitem, otherwise constant time.
  int64_t Advance(int64_t num_rows);

 private:
  int64_t AdvanceOverLines(int64_t num_lines);
  int64_t LineCount();

  Table table_;
  RowPlace place_;
  int64_t end_;

  // Of lineitem: the line counts of the orders before `counted_`, the last of which are a block.
  ValueDraws line_count_;
  std::array<uint8_t, kDrawBlockRows + kKernelSlack> counts_;
  int64_t counted_;
};

}  // namespace tpch
