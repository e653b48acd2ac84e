// Cuts the selected rows of a table into record batches.

#pragma once

#include <cstdint>
#include <optional>

#include "tpch/status.h"
#include "tpch/stream.h"
#include "tpch/tables/row_source.h"
#include "tpch/tables/row_walker.h"

namespace tpch {

/// The rows of one record batch.
struct BatchTask {
  int64_t index;      ///< from 0
  Unit unit;          ///< the base rows that have these rows
  int64_t first_row;  ///< among the rows of the first base row
  int64_t num_rows;
};

/// Hands out the record batches of a stream in order: all have `batch_rows` rows, except the last
/// one. Not thread-safe.
class BatchPlan {
 public:
  /// Returns Invalid, with a remedy, if the table does not have these rows.
  static Result<BatchPlan> Make(const TableRows& rows, int64_t batch_rows);

  /// Returns the next record batch, or nullopt after the last one. Takes about 2 ns for each order
  /// of lineitem, and 20 ns for each order at scale factors with 64-bit streams.
  std::optional<BatchTask> Next();

  /// Returns an upper bound of the number of record batches that are left.
  int64_t MaxBatchesLeft() const;

 private:
  BatchPlan(const TableRows& rows, RowRange base_rows, int64_t batch_rows);

  Table table_;
  int64_t end_;  // of the base rows
  int64_t batch_rows_;
  int64_t rows_left_;
  int64_t next_index_ = 0;
  RowWalker walker_;
  UnitCursor units_;
};

}  // namespace tpch
