#include "tpch/parquet/row_group_encoder.h"

#include <arrow/io/interfaces.h>
#include <parquet/arrow/writer.h>
#include <parquet/exception.h>

#include <algorithm>
#include <utility>

#include "tpch/arrow/record_batch.h"

namespace tpch {
namespace {

/// Bytes of a piece of a chunk: large enough for a write, and never copied to grow.
constexpr size_t kPieceSizeBytes = size_t{1} << 20;

/// Collects what parquet-cpp writes, without the magic at the front, in pieces from our pool.
class ChunkStream : public arrow::io::OutputStream {
 public:
  explicit ChunkStream(BufferPool* pool) : pool_(pool) { set_mode(arrow::io::FileMode::WRITE); }

  arrow::Status Close() override {
    closed_ = true;
    return arrow::Status::OK();
  }
  bool closed() const override { return closed_; }
  arrow::Result<int64_t> Tell() const override { return position_; }

  arrow::Status Write(const void* data, int64_t num_bytes) override {
    const int64_t num_skipped = std::clamp<int64_t>(kRowGroupOffset - position_, 0, num_bytes);
    position_ += num_bytes;
    Append({static_cast<const char*>(data) + num_skipped,
            static_cast<size_t>(num_bytes - num_skipped)});
    return arrow::Status::OK();
  }

  /// Hands out the bytes before position `end`.
  std::vector<ByteBuffer> TakeUntil(int64_t end) {
    auto rest = static_cast<size_t>(end - kRowGroupOffset);
    size_t num_pieces = 0;
    for (; rest > 0; ++num_pieces) {
      ByteBuffer& piece = pieces_[num_pieces];
      const size_t size_bytes = std::min(rest, piece.size());
      piece.SetEnd(piece.data() + size_bytes);
      rest -= size_bytes;
    }
    pieces_.resize(num_pieces);
    return std::move(pieces_);
  }

 private:
  void Append(std::string_view bytes) {
    while (!bytes.empty()) {
      if (pieces_.empty() || pieces_.back().size() == kPieceSizeBytes) {
        pieces_.push_back(pool_->Take());
        pieces_.back().Reserve(kPieceSizeBytes);
      }
      ByteBuffer& piece = pieces_.back();
      const size_t num_bytes = std::min(bytes.size(), kPieceSizeBytes - piece.size());
      piece.Append(bytes.substr(0, num_bytes));
      bytes.remove_prefix(num_bytes);
    }
  }

  BufferPool* pool_;
  std::vector<ByteBuffer> pieces_;
  int64_t position_ = 0;
  bool closed_ = false;
};

/// Returns the position behind the last page of a row group.
int64_t EndOfPages(const parquet::RowGroupMetaData& row_group) {
  const auto last = row_group.ColumnChunk(row_group.num_columns() - 1);
  const int64_t begin =
      last->has_dictionary_page() ? last->dictionary_page_offset() : last->data_page_offset();
  return begin + last->total_compressed_size();
}

class RowGroupEncoder : public UnitEncoder {
 public:
  RowGroupEncoder(Table table, const ParquetTable& parquet_table, BufferPool* pool)
      : parquet_table_(parquet_table), pool_(pool), record_batches_(table) {}

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
    stream_ = std::make_shared<ChunkStream>(pool_);
    ARROW_ASSIGN_OR_RAISE(writer_, parquet::arrow::FileWriter::Open(
                                       *record_batches_.schema(), arrow::system_memory_pool(),
                                       stream_, parquet_table_.properties));
    // Buffered: all columns grow batch by batch, so that no more than a batch is held unencoded.
    return writer_->NewBufferedRowGroup();
  }

  arrow::Status FinishRowGroup(Chunk* chunk) {
    if (writer_ == nullptr) return arrow::Status::OK();  // a unit without rows
    ARROW_RETURN_NOT_OK(writer_->Close());
    auto summary = std::make_unique<RowGroupSummary>(writer_->metadata());
    chunk->buffers = stream_->TakeUntil(EndOfPages(*summary->row_group()));
    chunk->summary = std::move(summary);
    chunk->num_rows = std::exchange(num_rows_, 0);
    writer_.reset();
    stream_.reset();
    return arrow::Status::OK();
  }

  const ParquetTable& parquet_table_;
  BufferPool* pool_;
  RecordBatchMaker record_batches_;
  std::shared_ptr<ChunkStream> stream_;
  std::unique_ptr<parquet::arrow::FileWriter> writer_;
  int64_t num_rows_ = 0;
};

}  // namespace

std::unique_ptr<UnitEncoder> MakeRowGroupEncoder(Table table, const ParquetTable& parquet_table,
                                                 BufferPool* pool) {
  return std::make_unique<RowGroupEncoder>(table, parquet_table, pool);
}

}  // namespace tpch
