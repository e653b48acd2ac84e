#include "tpch/parquet/parquet_unit_encoder.h"

#include <utility>

namespace tpch {
namespace {

/// Returns the buffer as bytes that several may own; the last one gives the memory back.
std::shared_ptr<const ByteBuffer> Share(ByteBuffer buffer, BufferPool* pool) {
  return {new ByteBuffer(std::move(buffer)), [pool](ByteBuffer* shared) {
            pool->Give(std::move(*shared));
            delete shared;
          }};
}

class ParquetUnitEncoder : public UnitEncoder {
 public:
  ParquetUnitEncoder(const ParquetTable& table, BufferPool* pool) : pool_(pool) {
    for (const ColumnLayout& column : table.columns) {
      columns_.push_back(
          std::make_unique<ColumnWriter>(column, table.page_style, table.page_limits));
    }
  }

  Status Add(const ColumnBatch& batch) override {
    for (size_t i = 0; i < columns_.size(); ++i) {
      TPCH_RETURN_NOT_OK(columns_[i]->Append(batch.column(i), batch.num_rows()));
    }
    num_rows_ += batch.num_rows();
    return Status::OK();
  }

  Result<Chunk> Finish() override {
    Chunk chunk;
    if (num_rows_ == 0) return chunk;
    chunk.num_rows = std::exchange(num_rows_, 0);
    int64_t size_bytes = 0;
    for (const auto& column : columns_) {
      TPCH_RETURN_NOT_OK(column->Finish());
      size_bytes += column->summary().size_bytes;
    }
    ByteBuffer buffer = pool_->Take(static_cast<size_t>(size_bytes));
    std::vector<ColumnSummary> summaries;
    summaries.reserve(columns_.size());
    for (const auto& column : columns_) summaries.push_back(column->MoveTo(&buffer));
    auto shared = Share(std::move(buffer), pool_);
    chunk.buffers.push_back(ByteBuffer::Adopt(shared, shared->view()));
    chunk.summary = std::make_unique<UnitSummary>(std::move(shared), std::move(summaries));
    return chunk;
  }

 private:
  BufferPool* pool_;
  std::vector<std::unique_ptr<ColumnWriter>> columns_;
  int64_t num_rows_ = 0;
};

}  // namespace

std::unique_ptr<UnitEncoder> MakeParquetUnitEncoder(const ParquetTable& table, BufferPool* pool) {
  return std::make_unique<ParquetUnitEncoder>(table, pool);
}

}  // namespace tpch
