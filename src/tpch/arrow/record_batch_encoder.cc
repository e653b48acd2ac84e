#include "tpch/arrow/record_batch_encoder.h"

#include <utility>

#include "tpch/arrow/arrow_status.h"
#include "tpch/arrow/byte_buffer_stream.h"
#include "tpch/arrow/record_batch_builder.h"

namespace tpch {
namespace {

class RecordBatchEncoder : public UnitEncoder {
 public:
  RecordBatchEncoder(Table table, std::shared_ptr<arrow::Schema> schema,
                     const arrow::ipc::IpcWriteOptions& options, BufferPool* pool)
      : options_(options), pool_(pool), builder_(table, std::move(schema), options.memory_pool) {}

  Status Add(const ColumnBatch& batch) override {
    return FromArrow(kContext, builder_.Append(batch, 0, batch.num_rows()));
  }

  Result<Chunk> Finish() override {
    Chunk chunk;
    if (builder_.num_rows() > 0) TPCH_RETURN_NOT_OK(FromArrow(kContext, FinishMessage(&chunk)));
    return chunk;
  }

 private:
  static constexpr const char* kContext = "cannot encode a record batch";

  arrow::Status FinishMessage(Chunk* chunk) {
    chunk->num_rows = builder_.num_rows();
    ARROW_ASSIGN_OR_RAISE(const auto record_batch, builder_.Finish());
    arrow::ipc::IpcPayload payload;
    ARROW_RETURN_NOT_OK(arrow::ipc::GetRecordBatchPayload(*record_batch, options_, &payload));

    ByteBuffer message = pool_->Take();
    message.Reserve(static_cast<size_t>(arrow::ipc::GetPayloadSize(payload, options_)));
    ByteBufferStream stream(&message);
    int32_t metadata_size_bytes = 0;
    ARROW_RETURN_NOT_OK(
        arrow::ipc::WriteIpcPayload(payload, options_, &stream, &metadata_size_bytes));

    // The message contains the arrays now; free their own memory.
    const auto* const body = reinterpret_cast<const uint8_t*>(message.data()) + metadata_size_bytes;
    payload.body_buffers = {std::make_shared<arrow::Buffer>(body, payload.body_length)};
    chunk->summary = std::make_unique<RecordBatchSummary>(std::move(payload));
    chunk->buffers.push_back(std::move(message));
    return arrow::Status::OK();
  }

  arrow::ipc::IpcWriteOptions options_;
  BufferPool* pool_;
  RecordBatchBuilder builder_;
};

}  // namespace

std::unique_ptr<UnitEncoder> MakeRecordBatchEncoder(Table table,
                                                    std::shared_ptr<arrow::Schema> schema,
                                                    const arrow::ipc::IpcWriteOptions& options,
                                                    BufferPool* pool) {
  return std::make_unique<RecordBatchEncoder>(table, std::move(schema), options, pool);
}

}  // namespace tpch
