// Generates record batches.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "tpch/stream/batch_plan.h"
#include "tpch/stream/column_array.h"
#include "tpch/stream/owned_array.h"
#include "tpch/tables/table_generator.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// What all record batches of a stream share. Immutable.
struct BatchSource {
  Table table;
  ScaleFactor scale_factor;
  std::shared_ptr<TextPool> text_pool;  ///< null if no column has text of the pool
  std::vector<ArraySource> columns;

  /// Returns an upper bound of the bytes that a row takes in a record batch.
  int64_t MaxRowSizeBytes() const;
};

/// Makes record batches in any order. Not thread-safe; every thread has its own.
class BatchMaker {
 public:
  /// `source` is not owned and outlives this object, but not the record batches.
  explicit BatchMaker(const BatchSource& source);

  /// Returns the rows of the task, or an empty array after `stop` became true. Throws
  /// std::bad_alloc.
  OwnedArray Make(const BatchTask& task, const std::atomic<bool>& stop);

 private:
  void Append(const ColumnBatch& batch, int64_t first_row, int64_t num_rows);

  const BatchSource& source_;
  std::unique_ptr<TableGenerator> generator_;
  std::vector<ColumnBatch> batches_;
  std::vector<ColumnArray> columns_;
};

}  // namespace tpch
