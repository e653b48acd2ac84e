// The rows of the reference, by base row, for comparison with observed rows.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tpch/columns/column_batch.h"
#include "tpch/row_range.h"
#include "tpch/run/plan.h"
#include "tpch/tables/database_after_sets.h"
#include "tpch/tables/refresh_sets.h"
#include "tpch/tables/row_source.h"

namespace tpch {

/// The expected data: of the database everything, some of dbgen's parts, the first rows, or what it
/// has after refresh sets; or a refresh set.
struct ExpectedData {
  ScaleFactor scale_factor = ScaleFactor::FromInteger(1);
  int64_t num_parts = 1;
  std::vector<int64_t> parts = {1};  ///< from 1, ascending
  int64_t max_rows = kAllRows;       ///< of each table; only without parts

  /// The sets that the database has been through; only without parts.
  std::optional<SetRange> after_sets = {};
  /// The refresh set, instead of the database; only without parts.
  std::optional<int64_t> refresh_set = {};

  /// Returns the expected base rows of `table` in ascending order. A part whose values differ from
  /// those of its neighbor has a separate range. Part 1 has all rows of tables that are never cut.
  std::vector<RowRange> BaseRows(Table table) const;

  /// Returns all base rows of `table` whether expected or not, in ascending order: those that
  /// parts, the first rows and deletes were chosen from.
  std::vector<RowRange> AllBaseRows(Table table) const;

  /// Returns the expected number of rows of `table`. Takes a few ms for lineitem.
  int64_t CountRows(Table table) const;

  std::unique_ptr<RowSource> MakeRowSource() const;
};

/// Finds the base rows of a table's keys. Immutable and thread-safe.
class KeyLookup {
 public:
  KeyLookup(Table table, const ExpectedData& data);

  /// Returns the base row of the major key, which need not be expected; -1 if none has the key.
  int64_t BaseRow(int64_t major) const;

 private:
  Table table_;
  int64_t num_base_rows_;  // of the initial database
  std::optional<RefreshSets> refresh_;
  std::optional<DatabaseAfterSets> after_sets_;
};

/// Returns the range that contains a base row, or null. REQUIRES: `ranges` ascend.
const RowRange* FindRange(const std::vector<RowRange>& ranges, int64_t base_row);

/// Returns the intersections of the ranges with `within`. REQUIRES: `ranges` ascend.
std::vector<RowRange> Intersect(const std::vector<RowRange>& ranges, RowRange within);

/// Generates the rows of ranges of base rows in batches; no batch has rows of two ranges or parts.
/// If the data ends within a base row, leaves out the rest of that base row. Not thread-safe.
class ExpectedRows {
 public:
  /// `data`, `text_pool` and `stop` are not owned. After `stop` becomes true, rows may be wrong but
  /// calls return soon.
  ExpectedRows(Table table, const ExpectedData& data, TextPool* text_pool,
               const std::atomic<bool>* stop);

  /// Starts at the first base row of ascending ranges, all within the data.
  void Start(std::vector<RowRange> ranges);

  /// Makes the next batch current; returns false after the last base row.
  bool Advance();

  /// Skips base rows before `base_row` that are not in the current batch, and returns them.
  std::vector<RowRange> SkipTo(int64_t base_row);

  /// Returns the number of rows in base rows of the data, without generating them.
  int64_t CountRows(RowRange base_rows) const;

  const ColumnBatch& batch() const { return batches_.front(); }

 private:
  bool EndsData(RowRange base_rows) const { return base_rows.end == parts_.back().end; }
  void Position(int64_t base_row);

  // Returns the unit of all rows of part_ from `base_row`.
  Unit MakeUnit(int64_t base_row);

  Table table_;
  const std::atomic<bool>* stop_;
  std::vector<RowRange> parts_;  // of the data
  int64_t num_left_out_ = 0;     // rows left out of its last base row
  std::unique_ptr<RowSource> source_;
  std::unique_ptr<TableGenerator> generator_;
  std::vector<ColumnBatch> batches_;
  std::vector<RowRange> rest_;        // not generated yet, last range first
  RowRange part_;                     // the generator's current part
  int64_t position_ = -1;             // the generator's next base row; -1: none
  std::optional<UnitCursor> cursor_;  // for cursor_part_
  RowRange cursor_part_;
  int64_t cursor_row_ = 0;
};

}  // namespace tpch
