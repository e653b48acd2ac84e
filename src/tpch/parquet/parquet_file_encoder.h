// Assembles units into a Parquet file: magic, row groups of several units each, indexes, footer.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/parquet/parquet_table.h"

namespace tpch {

/// Encodes the chunks of MakeParquetUnitEncoder. `table` is not owned and outlives the encoder.
std::unique_ptr<FileEncoder> MakeParquetFileEncoder(const ParquetTable& table,
                                                    const FileContents& contents);

}  // namespace tpch
