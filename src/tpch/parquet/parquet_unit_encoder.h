// Encodes a unit: the pages of all its columns.

#pragma once

#include <memory>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/encode/encoder.h"
#include "tpch/parquet/column_writer.h"
#include "tpch/parquet/parquet_table.h"

namespace tpch {

/// The pages of a unit, column after column.
class UnitSummary : public ChunkSummary {
 public:
  UnitSummary(std::shared_ptr<const ByteBuffer> bytes, std::vector<ColumnSummary> columns)
      : bytes_(std::move(bytes)), columns_(std::move(columns)) {}

  /// The bytes of all columns' pages; the memory goes back to its pool with the last owner.
  const std::shared_ptr<const ByteBuffer>& bytes() const { return bytes_; }

  std::vector<ColumnSummary>& columns() { return columns_; }

 private:
  std::shared_ptr<const ByteBuffer> bytes_;
  std::vector<ColumnSummary> columns_;
};

/// `table` and `pool` are not owned and outlive the encoder and its chunks. A chunk is one buffer
/// with a UnitSummary, or nothing where the unit has no rows.
std::unique_ptr<UnitEncoder> MakeParquetUnitEncoder(const ParquetTable& table, BufferPool* pool);

}  // namespace tpch
