#include "tpch/arrow/record_batch_builder.h"

#include <utility>

namespace tpch {

RecordBatchBuilder::RecordBatchBuilder(Table table, std::shared_ptr<arrow::Schema> schema,
                                       arrow::MemoryPool* memory_pool)
    : schema_(std::move(schema)) {
  for (size_t i = 0; i < Describe(table).columns.size(); ++i) {
    columns_.push_back(MakeColumnBuilder(Describe(table).columns[i],
                                         schema_->field(static_cast<int>(i))->type(), memory_pool));
  }
}

arrow::Status RecordBatchBuilder::Append(const ColumnBatch& batch, int64_t first_row,
                                         int64_t num_rows) {
  for (size_t i = 0; i < columns_.size(); ++i) {
    ARROW_RETURN_NOT_OK(columns_[i]->Append(batch.column(i), first_row, num_rows));
  }
  num_rows_ += num_rows;
  return arrow::Status::OK();
}

arrow::Result<std::shared_ptr<arrow::RecordBatch>> RecordBatchBuilder::Finish() {
  arrow::ArrayVector arrays;
  for (const std::unique_ptr<ColumnBuilder>& column : columns_) {
    ARROW_ASSIGN_OR_RAISE(auto array, column->Finish());
    arrays.push_back(std::move(array));
  }
  return arrow::RecordBatch::Make(schema_, std::exchange(num_rows_, 0), std::move(arrays));
}

}  // namespace tpch
