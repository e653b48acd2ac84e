// Generates record batches.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tpch/stream/batch_plan.h"
#include "tpch/stream/column_array.h"
#include "tpch/stream/owned_array.h"
#include "tpch/tables/table_generator.h"
#include "tpch/tables/window_generator.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// What all record batches of a stream share. Immutable.
struct BatchSource {
  Table table;
  ScaleFactor scale_factor;
  std::optional<Window> window;
  int64_t max_batch_rows;
  std::shared_ptr<TextPool> text_pool;  ///< null if no column has text of the pool
  std::vector<ArraySource> columns;
  std::shared_ptr<std::atomic<int64_t>> num_draws;  ///< of the session

  /// Returns an upper bound of the bytes that a row takes in a record batch.
  int64_t MaxRowSizeBytes() const;
};

/// Makes record batches in any order. Not thread-safe; every thread has its own.
class BatchMaker {
 public:
  /// `source` is not owned and outlives this object, but not the record batches.
  explicit BatchMaker(const BatchSource& source);

  /// Returns the rows of the task as one record batch, or, in a window, as any number of them, none
  /// of which is empty; incomplete after `stop` became true. Throws std::bad_alloc.
  RecordBatches Make(const BatchTask& task, const std::atomic<bool>& stop);

 private:
  RecordBatches MakeRows(const BatchTask& task, const std::atomic<bool>& stop);
  RecordBatches MakeWindow(const BatchTask& task, const std::atomic<bool>& stop);
  void AppendWindow(const ColumnBatch& batch, RecordBatches* made);
  void Append(const ColumnBatch& batch, int64_t first_row, int64_t num_rows);
  OwnedArray Finish();
  void CountDraws();

  const BatchSource& source_;
  std::unique_ptr<TableGenerator> generator_;  // of all rows
  std::unique_ptr<WindowGenerator> window_;    // or of those of a window
  std::vector<ColumnBatch> batches_;           // of the generator of all rows
  std::vector<ColumnArray> columns_;
  int64_t num_rows_ = 0;     // in the columns
  int64_t num_counted_ = 0;  // draws
};

}  // namespace tpch
