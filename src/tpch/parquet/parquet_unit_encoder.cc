#include "tpch/parquet/parquet_unit_encoder.h"

#include <utility>

namespace tpch {
namespace {

class ParquetUnitEncoder : public UnitEncoder {
 public:
  ParquetUnitEncoder(const ParquetTable& table, BufferPool* pool) {
    for (const ColumnLayout& column : table.columns) {
      columns_.push_back(std::make_unique<ColumnWriter>(column, table.page_style, table.page_limits,
                                                        pool, &compressed_));
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
    auto summary = std::make_unique<UnitSummary>();
    for (const auto& column : columns_) {
      TPCH_ASSIGN_OR_RETURN(ColumnPages pages, column->Finish());
      chunk.buffers.push_back(std::move(pages.bytes));
      summary->columns.push_back(std::move(pages.summary));
    }
    chunk.summary = std::move(summary);
    return chunk;
  }

 private:
  std::vector<std::unique_ptr<ColumnWriter>> columns_;
  ByteBuffer compressed_;  // the page that a column writer has compressed last
  int64_t num_rows_ = 0;
};

}  // namespace

std::unique_ptr<UnitEncoder> MakeParquetUnitEncoder(const ParquetTable& table, BufferPool* pool) {
  return std::make_unique<ParquetUnitEncoder>(table, pool);
}

}  // namespace tpch
