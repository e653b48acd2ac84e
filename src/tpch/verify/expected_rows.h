// The rows of the reference, base row by base row: what observed rows are compared with.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tpch/columns/column_batch.h"
#include "tpch/run/plan.h"
#include "tpch/schema/row_range.h"
#include "tpch/tables/initial_database.h"

namespace tpch {

/// The part of a data set that is to be there: everything, some of dbgen's parts, or the first
/// rows.
struct ExpectedData {
  ScaleFactor scale_factor = ScaleFactor::FromInteger(1);
  int64_t num_parts = 1;
  std::vector<int64_t> parts = {1};  ///< from 1, ascending
  int64_t max_rows = kAllRows;       ///< of each table; only without parts

  /// Returns the base rows of `table` that are to be there, in ascending order. A part that makes
  /// other values than its neighbor has a range of its own. Of tables that are never cut, part 1
  /// has all.
  std::vector<RowRange> BaseRows(Table table) const;

  /// Returns the number of rows of `table` that are to be there. A few ms for lineitem.
  int64_t CountRows(Table table) const;
};

/// Returns the range that a base row lies in, or null. REQUIRES: `ranges` ascend.
const RowRange* FindRange(const std::vector<RowRange>& ranges, int64_t base_row);

/// Returns what of the ranges lies in `within`. REQUIRES: `ranges` ascend.
std::vector<RowRange> Intersect(const std::vector<RowRange>& ranges, RowRange within);

/// Generates the rows of ranges of base rows, a batch at a time; no batch holds rows of two ranges
/// or of two parts. Where the data is cut within a base row, its rows behind are left out. Not
/// thread-safe.
class ExpectedRows {
 public:
  /// `data`, `text_pool` and `stop` are not owned. After `stop` became true, rows may be others
  /// than the data's, but come soon.
  ExpectedRows(Table table, const ExpectedData& data, TextPool* text_pool,
               const std::atomic<bool>* stop);

  /// Begins at the first base row of ascending ranges, all within the data.
  void Start(std::vector<RowRange> ranges);

  /// Makes the next batch the current one; returns false behind the last base row.
  bool Advance();

  /// Leaves out base rows before `base_row` that are not in the current batch yet, and returns
  /// them.
  std::vector<RowRange> SkipTo(int64_t base_row);

  /// Returns how many rows base rows of the data have, without generating them.
  int64_t CountRows(RowRange base_rows) const;

  const ColumnBatch& batch() const { return batches_.front(); }

 private:
  bool EndsData(RowRange base_rows) const { return base_rows.end == parts_.back().end; }
  void Position(int64_t base_row);

  /// Returns the unit of all rows of part_ from `base_row` on.
  Unit MakeUnit(int64_t base_row);

  Table table_;
  const std::atomic<bool>* stop_;
  std::vector<RowRange> parts_;  // of the data
  int64_t num_left_out_ = 0;     // rows of its last base row
  InitialDatabase database_;
  std::unique_ptr<TableGenerator> generator_;
  std::vector<ColumnBatch> batches_;
  std::vector<RowRange> rest_;        // what is not generated yet, last range first
  RowRange part_;                     // that the generator is positioned in
  int64_t position_ = -1;             // the generator's next base row; -1: none
  std::optional<UnitCursor> cursor_;  // of cursor_part_
  RowRange cursor_part_;
  int64_t cursor_row_ = 0;
};

}  // namespace tpch
