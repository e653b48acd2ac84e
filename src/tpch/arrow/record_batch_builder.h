// Collects batches of one table into record batches that own their memory.

#pragma once

#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>
#include <arrow/type.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "tpch/arrow/column_builder.h"
#include "tpch/columns/column_batch.h"

namespace tpch {

/// Not thread-safe.
class RecordBatchBuilder {
 public:
  /// `schema`: that of MakeArrowSchema for the table. `memory_pool` is not owned and outlives the
  /// record batches.
  RecordBatchBuilder(Table table, std::shared_ptr<arrow::Schema> schema,
                     arrow::MemoryPool* memory_pool);

  int64_t num_rows() const { return num_rows_; }

  /// Appends rows [first_row, first_row + num_rows) of `batch`, which may change afterwards.
  arrow::Status Append(const ColumnBatch& batch, int64_t first_row, int64_t num_rows);

  /// Returns a record batch of all rows since the last call. REQUIRES: there is at least one.
  arrow::Result<std::shared_ptr<arrow::RecordBatch>> Finish();

 private:
  std::shared_ptr<arrow::Schema> schema_;
  std::vector<std::unique_ptr<ColumnBuilder>> columns_;
  int64_t num_rows_ = 0;
};

}  // namespace tpch
