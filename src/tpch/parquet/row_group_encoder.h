// Encodes one unit as one row group, with parquet-cpp's Arrow writer.

#pragma once

#include <parquet/metadata.h>

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/parquet/parquet_schema.h"

namespace tpch {

/// The metadata of a chunk that is one row group. Offsets in it count from kRowGroupOffset.
class RowGroupSummary : public ChunkSummary {
 public:
  explicit RowGroupSummary(std::shared_ptr<parquet::FileMetaData> file_metadata)
      : metadata_(std::move(file_metadata)) {}

  std::unique_ptr<parquet::RowGroupMetaData> row_group() const { return metadata_->RowGroup(0); }

 private:
  std::shared_ptr<parquet::FileMetaData> metadata_;
};

/// Where a chunk's row group begins in the file that parquet-cpp thinks it writes: behind the
/// magic `PAR1`.
inline constexpr int64_t kRowGroupOffset = 4;

/// `parquet_table` is not owned and outlives the encoder. Chunks have one buffer a column chunk.
std::unique_ptr<UnitEncoder> MakeRowGroupEncoder(Table table, const ParquetTable& parquet_table);

}  // namespace tpch
