// Encodes a unit: the pages of all its columns.

#pragma once

#include <memory>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/encode/encoder.h"
#include "tpch/parquet/column_writer.h"
#include "tpch/parquet/parquet_table.h"

namespace tpch {

/// Summaries of a unit's pages, by column.
struct UnitSummary : ChunkSummary {
  std::vector<ColumnSummary> columns;
};

/// `table` and `pool` are not owned and outlive the encoder and its chunks. A chunk has a buffer
/// for each column and a UnitSummary, or nothing if the unit has no rows.
std::unique_ptr<UnitEncoder> MakeParquetUnitEncoder(const ParquetTable& table, BufferPool* pool);

}  // namespace tpch
