#include "tpch/parquet/row_group_encoder.h"

#include <arrow/io/interfaces.h>
#include <parquet/arrow/writer.h>
#include <parquet/exception.h>

#include <utility>

#include "tpch/arrow/memory_pool.h"
#include "tpch/arrow/record_batch.h"

namespace tpch {
namespace {

/// Collects what parquet-cpp writes: whole column chunks, which are kept as they are, and the small
/// rest (magic and footer), which the real file does not have.
class ChunkStream : public arrow::io::OutputStream {
 public:
  ChunkStream() { set_mode(arrow::io::FileMode::WRITE); }

  arrow::Status Close() override {
    closed_ = true;
    return arrow::Status::OK();
  }
  bool closed() const override { return closed_; }
  arrow::Result<int64_t> Tell() const override { return position_; }

  arrow::Status Write(const void* /*data*/, int64_t num_bytes) override {
    position_ += num_bytes;
    return arrow::Status::OK();
  }

  arrow::Status Write(const std::shared_ptr<arrow::Buffer>& column_chunk) override {
    position_ += column_chunk->size();
    column_chunks_.push_back(ByteBuffer::Adopt(column_chunk, std::string_view(*column_chunk)));
    return arrow::Status::OK();
  }

  std::vector<ByteBuffer> TakeColumnChunks() { return std::move(column_chunks_); }

 private:
  std::vector<ByteBuffer> column_chunks_;
  int64_t position_ = 0;
  bool closed_ = false;
};

class RowGroupEncoder : public UnitEncoder {
 public:
  RowGroupEncoder(Table table, const ParquetTable& parquet_table)
      : parquet_table_(parquet_table), record_batches_(table) {}

  Status Add(const ColumnBatch& batch) override { return FromArrow(AddBatch(batch)); }

  Result<Chunk> Finish() override {
    Chunk chunk;
    TPCH_RETURN_NOT_OK(FromArrow(FinishRowGroup(&chunk)));
    return chunk;
  }

 private:
  static Status FromArrow(const arrow::Status& status) {
    if (status.ok()) return Status::OK();
    return Status::IoError("cannot encode a row group: " + status.message());
  }

  arrow::Status AddBatch(const ColumnBatch& batch) {
    if (batch.num_rows() == 0) return arrow::Status::OK();
    if (writer_ == nullptr) ARROW_RETURN_NOT_OK(BeginRowGroup());
    ARROW_ASSIGN_OR_RAISE(const auto record_batch, record_batches_.Make(batch));
    num_rows_ += batch.num_rows();
    return writer_->WriteRecordBatch(*record_batch);
  }

  arrow::Status BeginRowGroup() {
    stream_ = std::make_shared<ChunkStream>();
    ARROW_ASSIGN_OR_RAISE(
        writer_, parquet::arrow::FileWriter::Open(*record_batches_.schema(), ArrowMemoryPool(),
                                                  stream_, parquet_table_.properties));
    // Buffered: all columns grow batch by batch, so that no more than a batch is held unencoded.
    return writer_->NewBufferedRowGroup();
  }

  arrow::Status FinishRowGroup(Chunk* chunk) {
    if (writer_ == nullptr) return arrow::Status::OK();  // a unit without rows
    ARROW_RETURN_NOT_OK(writer_->Close());
    auto summary = std::make_unique<RowGroupSummary>(writer_->metadata());
    chunk->buffers = stream_->TakeColumnChunks();
    if (TotalSize(chunk->buffers) != summary->row_group()->total_compressed_size()) {
      return arrow::Status::UnknownError("its column chunks did not arrive as buffers");
    }
    chunk->summary = std::move(summary);
    chunk->num_rows = std::exchange(num_rows_, 0);
    writer_.reset();
    stream_.reset();
    return arrow::Status::OK();
  }

  const ParquetTable& parquet_table_;
  RecordBatchMaker record_batches_;
  std::shared_ptr<ChunkStream> stream_;
  std::unique_ptr<parquet::arrow::FileWriter> writer_;
  int64_t num_rows_ = 0;
};

}  // namespace

std::unique_ptr<UnitEncoder> MakeRowGroupEncoder(Table table, const ParquetTable& parquet_table) {
  return std::make_unique<RowGroupEncoder>(table, parquet_table);
}

}  // namespace tpch
