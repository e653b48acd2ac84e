// Cuts the selected rows of a table into record batches.

#pragma once

#include <cstdint>
#include <optional>

#include "tpch/status.h"
#include "tpch/stream.h"
#include "tpch/tables/row_source.h"
#include "tpch/tables/row_walker.h"
#include "tpch/tables/window_generator.h"

namespace tpch {

/// The rows of one record batch, or a few: all rows of a window that belong to the base rows.
struct BatchTask {
  int64_t index;      ///< from 0
  Unit unit;          ///< the base rows that have these rows
  int64_t first_row;  ///< among the rows of the first base row; 0 in a window
  int64_t num_rows;   ///< in a window the number to expect, at most that of a record batch
};

/// Hands out the record batches of a stream in order: all have `batch_rows` rows, except the last
/// one. In a window, a task has about that many, which depends on the window alone. Not
/// thread-safe.
class BatchPlan {
 public:
  /// Returns Invalid, with a remedy, if the table does not have these rows.
  static Result<BatchPlan> Make(const TableRows& rows, int64_t batch_rows);

  /// Returns the window that the rows are in, unless it has all rows.
  const std::optional<Window>& window() const { return window_; }

  /// Returns the next task, or nullopt after the last one. Takes about 2 ns for each order of
  /// lineitem, except in a window, and 20 ns for each order at scale factors with 64-bit streams.
  std::optional<BatchTask> Next();

  /// Returns an upper bound of the number of tasks that are left.
  int64_t MaxTasksLeft() const;

 private:
  BatchPlan(const TableRows& rows, RowRange base_rows, int64_t batch_rows);
  BatchPlan(const TableRows& rows, const Window& window, RowRange base_rows, int64_t batch_rows);

  std::optional<Window> window_;
  Table table_;  // in a window, the table of the base rows, which are walked over instead of rows
  int64_t end_;  // of the base rows
  int64_t batch_rows_;
  int64_t task_rows_;
  int64_t rows_left_;
  int64_t next_index_ = 0;
  RowWalker walker_;
  UnitCursor units_;
};

}  // namespace tpch
