// Converts record batches of any size to observed batches.

#pragma once

#include <arrow/record_batch.h>

#include <memory>
#include <vector>

#include "tpch/arrow_read/column_reader.h"
#include "tpch/read/table_file.h"

namespace tpch {

/// Returns the rows of one record batch after another. Not thread-safe.
class BatchSlicer {
 public:
  /// `fields`: for each column of the table its index in the record batches, or
  /// ColumnMatch::kMissing.
  BatchSlicer(Table table, std::vector<int> fields);

  /// Starts with the rows of `batch`; its first row is at `position` in the file.
  void Start(std::shared_ptr<arrow::RecordBatch> batch, int64_t position);

  bool empty() const { return batch_ == nullptr || next_row_ == batch_->num_rows(); }

  /// Fills `out` with the next rows. Texts are valid until the next Start. Returns IoError, naming
  /// the column, if a code has no value.
  Status Next(ObservedBatch* out);

 private:
  const std::vector<int> fields_;
  std::vector<ArrowColumnReader> readers_;
  std::shared_ptr<arrow::RecordBatch> batch_;
  int64_t position_ = 0;
  int64_t next_row_ = 0;
};

}  // namespace tpch
