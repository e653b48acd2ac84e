// The rows of the reference, base row by base row: what observed rows are compared with.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tpch/columns/column_batch.h"
#include "tpch/schema/row_range.h"
#include "tpch/tables/part_key_cursor.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

/// The part of a data set that is to be there: everything, or some of dbgen's parts.
struct ExpectedData {
  ScaleFactor scale_factor = ScaleFactor::FromInteger(1);
  int64_t num_parts = 1;
  std::vector<int64_t> parts = {1};  ///< from 1, ascending

  /// Returns the base rows of `table` that are to be there, in ascending order, a range for each
  /// part. Of tables that are never cut, part 1 has all.
  std::vector<RowRange> BaseRows(Table table) const;
};

/// Returns what of the ranges lies in `within`. REQUIRES: `ranges` ascend.
std::vector<RowRange> Intersect(const std::vector<RowRange>& ranges, RowRange within);

/// Generates the rows of ranges of base rows, a batch at a time; no batch holds rows of two ranges
/// or of two parts. Not thread-safe.
class ExpectedRows {
 public:
  /// `data` and `text_pool` are not owned.
  ExpectedRows(Table table, const ExpectedData& data, TextPool* text_pool);

  /// Begins at the first base row of ascending ranges, all within the data.
  void Start(std::vector<RowRange> ranges);

  /// Makes the next batch the current one; returns false behind the last base row.
  bool Advance();

  /// Leaves out base rows before `base_row` that are not in the current batch yet, and returns
  /// them.
  std::vector<RowRange> SkipTo(int64_t base_row);

  const ColumnBatch& batch() const { return batches_.front(); }
  /// The base row behind the current batch.
  int64_t batch_end() const { return batch_end_; }

 private:
  void Position(int64_t base_row);

  Table table_;
  bool is_wide_;                 // whether the l_partkey stream must be walked
  std::vector<RowRange> parts_;  // of the data
  std::unique_ptr<TableGenerator> generator_;
  std::vector<ColumnBatch> batches_;
  std::vector<RowRange> rest_;  // what is not generated yet, last range first
  RowRange part_;               // that the generator is positioned in
  int64_t position_ = -1;       // the generator's next base row; -1: none
  int64_t batch_end_ = 0;
  std::optional<PartKeyCursor> cursor_;  // of cursor_part_
  RowRange cursor_part_;
  int64_t cursor_row_ = 0;
};

}  // namespace tpch
