#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>

#include <memory>
#include <optional>
#include <utility>

#include "tpch/arrow/record_batch_builder.h"
#include "tpch/stream.h"
#include "tpch/stream/row_cursor.h"

namespace tpch {
namespace {

// The text pool as the memory of arrays, which keep it alive.
class TextPoolBuffer : public arrow::Buffer {
 public:
  explicit TextPoolBuffer(std::shared_ptr<TextPool> text_pool)
      : arrow::Buffer(reinterpret_cast<const uint8_t*>(text_pool->data()), TextPool::kSizeBytes),
        text_pool_(std::move(text_pool)) {}

 private:
  std::shared_ptr<TextPool> text_pool_;
};

arrow::Status ArrowStatus(const Status& status) {
  if (status.code() == StatusCode::kInvalid) return arrow::Status::Invalid(status.message());
  return arrow::Status::OutOfMemory(status.message());
}

class TableReader : public arrow::RecordBatchReader {
 public:
  TableReader(RowCursor cursor, const RecordBatchReaderOptions& options)
      : cursor_(std::move(cursor)),
        schema_(MakeRecordBatchSchema(cursor_.batch(), options.style)),
        builder_(
            cursor_.batch().table(), schema_, std::make_shared<TextPoolBuffer>(cursor_.text_pool()),
            options.memory_pool == nullptr ? arrow::default_memory_pool() : options.memory_pool),
        batch_rows_(options.batch_rows) {}

  std::shared_ptr<arrow::Schema> schema() const override { return schema_; }

  arrow::Status ReadNext(std::shared_ptr<arrow::RecordBatch>* record_batch) override {
    *record_batch = nullptr;
    while (builder_.num_rows() < batch_rows_) {
      const std::optional<BatchRows> rows = cursor_.Next(batch_rows_ - builder_.num_rows());
      if (!rows) break;
      ARROW_RETURN_NOT_OK(builder_.Append(*rows->batch, rows->first_row, rows->num_rows));
    }
    if (builder_.num_rows() == 0) return arrow::Status::OK();
    return builder_.Finish().Value(record_batch);
  }

 private:
  RowCursor cursor_;
  std::shared_ptr<arrow::Schema> schema_;
  RecordBatchBuilder builder_;
  int64_t batch_rows_;
};

}  // namespace

arrow::Result<std::shared_ptr<arrow::RecordBatchReader>> MakeRecordBatchReader(
    const TableRows& rows, const Session& session, const RecordBatchReaderOptions& options) {
  if (options.batch_rows < 1 || options.batch_rows > kMaxRecordBatchRows) {
    return arrow::Status::Invalid("batch_rows ", options.batch_rows, ": use 1 to ",
                                  kMaxRecordBatchRows);
  }
  Result<RowCursor> cursor = RowCursor::Make(rows, session);
  if (!cursor.ok()) return ArrowStatus(cursor.status());
  return std::make_shared<TableReader>(std::move(*cursor), options);
}

}  // namespace tpch
