#include "tpch/arrow/ipc_file_encoder.h"

#include <arrow/ipc/dictionary.h>
#include <arrow/ipc/writer.h>

#include <utility>

#include "tpch/arrow/arrow_status.h"
#include "tpch/arrow/byte_buffer_stream.h"
#include "tpch/arrow/record_batch_encoder.h"

namespace tpch {
namespace {

constexpr const char* kContext = "cannot frame record batches";

// Arrow's writer makes the frame: magic, schema, footer. The workers make the messages between.
// The writer sees each message only through a stream that counts bytes, and records its position.
class IpcFileEncoder : public FileEncoder {
 public:
  IpcFileEncoder(std::shared_ptr<arrow::Schema> schema, const arrow::ipc::IpcWriteOptions& options,
                 ArrowFraming framing)
      : schema_(std::move(schema)), options_(options), framing_(framing), stream_(nullptr) {}

  std::string_view magic() const override {
    return framing_ == ArrowFraming::kFile ? "ARROW1" : "";
  }

  Status Begin(ByteBuffer* out) override { return FromArrow(kContext, WriteSchema(out)); }

  Status Append(Chunk chunk, int64_t offset, std::vector<ByteBuffer>* ready) override {
    if (chunk.summary == nullptr) return Status::OK();  // a unit without rows
    const auto& summary = static_cast<const RecordBatchSummary&>(*chunk.summary);
    const int64_t end = offset + TotalSize(chunk.buffers);
    TPCH_RETURN_NOT_OK(FromArrow(kContext, NoteMessage(summary.payload(), offset, end)));
    for (ByteBuffer& buffer : chunk.buffers) ready->push_back(std::move(buffer));
    return Status::OK();
  }

  Status Finish(int64_t /*offset*/, std::vector<ByteBuffer>* ready) override {
    ByteBuffer end;
    stream_.set_out(&end);
    TPCH_RETURN_NOT_OK(FromArrow(kContext, writer_->Close()));
    ready->push_back(std::move(end));
    return Status::OK();
  }

 private:
  arrow::Status WriteSchema(ByteBuffer* out) {
    stream_.set_out(out);
    if (framing_ == ArrowFraming::kFile) {
      ARROW_ASSIGN_OR_RAISE(
          writer_, arrow::ipc::internal::MakePayloadFileWriter(&stream_, schema_, options_));
    } else {
      ARROW_ASSIGN_OR_RAISE(writer_,
                            arrow::ipc::internal::MakePayloadStreamWriter(&stream_, options_));
    }
    ARROW_RETURN_NOT_OK(writer_->Start());
    const arrow::ipc::DictionaryFieldMapper no_dictionaries(*schema_);
    arrow::ipc::IpcPayload payload;
    ARROW_RETURN_NOT_OK(
        arrow::ipc::GetSchemaPayload(*schema_, options_, no_dictionaries, &payload));
    return writer_->WritePayload(payload);
  }

  // Reports a message at bytes [begin, end) of the file to the writer.
  arrow::Status NoteMessage(const arrow::ipc::IpcPayload& message, int64_t begin, int64_t end) {
    stream_.set_out(nullptr);
    ARROW_ASSIGN_OR_RAISE(const int64_t noted_begin, stream_.Tell());
    ARROW_RETURN_NOT_OK(writer_->WritePayload(message));
    ARROW_ASSIGN_OR_RAISE(const int64_t noted_end, stream_.Tell());
    if (noted_begin == begin && noted_end == end) return arrow::Status::OK();
    return arrow::Status::UnknownError("a message is not where the footer says");
  }

  std::shared_ptr<arrow::Schema> schema_;
  arrow::ipc::IpcWriteOptions options_;
  ArrowFraming framing_;
  ByteBufferStream stream_;
  std::unique_ptr<arrow::ipc::internal::IpcPayloadWriter> writer_;
};

}  // namespace

std::unique_ptr<FileEncoder> MakeIpcFileEncoder(std::shared_ptr<arrow::Schema> schema,
                                                const arrow::ipc::IpcWriteOptions& options,
                                                ArrowFraming framing) {
  return std::make_unique<IpcFileEncoder>(std::move(schema), options, framing);
}

}  // namespace tpch
