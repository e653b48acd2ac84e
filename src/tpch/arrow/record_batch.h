// Batches as Arrow record batches.

#pragma once

#include <arrow/api.h>

#include <memory>

#include "tpch/columns/column_batch.h"

namespace tpch {

/// Returns the schema that readers see: keys int64, decimals decimal128(15,2), dates date32,
/// strings utf8, nothing nullable, field ids 1..n.
std::shared_ptr<arrow::Schema> MakeArrowSchema(Table table);

/// Turns batches of one table into record batches. Not thread-safe.
class RecordBatchMaker {
 public:
  explicit RecordBatchMaker(Table table);

  /// Returns the schema of the record batches: as MakeArrowSchema, but columns of codes are
  /// dictionary(uint8, utf8).
  const std::shared_ptr<arrow::Schema>& schema() const { return schema_; }

  /// Returns a record batch of the rows of `batch`. Integers, dates and codes are not copied, so
  /// the record batch is valid as long as `batch` stays as it is.
  arrow::Result<std::shared_ptr<arrow::RecordBatch>> Make(const ColumnBatch& batch);

 private:
  arrow::Result<std::shared_ptr<arrow::Array>> MakeArray(const ColumnBatch& batch, size_t index);
  arrow::Result<std::shared_ptr<arrow::Array>> MakeDictionaryArray(const Column& column,
                                                                   size_t index, int64_t num_rows);

  Table table_;
  std::shared_ptr<arrow::Schema> schema_;
  /// The values of columns of codes, made at the first batch.
  std::vector<std::shared_ptr<arrow::Array>> dictionaries_;
};

}  // namespace tpch
