// Builds one Arrow array from the same column of many batches.

#pragma once

#include <arrow/array.h>
#include <arrow/memory_pool.h>
#include <arrow/result.h>
#include <arrow/type.h>

#include <cstdint>
#include <memory>

#include "tpch/columns/column_batch.h"

namespace tpch {

/// Not thread-safe.
class ColumnBuilder {
 public:
  virtual ~ColumnBuilder() = default;

  /// Appends rows [first_row, first_row + num_rows) of `column`, which may change afterwards.
  virtual arrow::Status Append(const Column& column, int64_t first_row, int64_t num_rows) = 0;

  /// Returns the array of all rows since the last call. The array keeps its memory alive.
  virtual arrow::Result<std::shared_ptr<arrow::Array>> Finish() = 0;
};

/// Makes the builder of arrays of `type`, the type of the column's LogicalType. Arrays are
/// allocated from `memory_pool`, which is not owned and outlives them.
std::unique_ptr<ColumnBuilder> MakeColumnBuilder(const ColumnDescriptor& column,
                                                 const std::shared_ptr<arrow::DataType>& type,
                                                 arrow::MemoryPool* memory_pool);

}  // namespace tpch
