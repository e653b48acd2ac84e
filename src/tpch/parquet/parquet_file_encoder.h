// Assembles units into a Parquet file: magic, row groups of several units each, indexes, footer.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/parquet/parquet_table.h"

namespace tpch {

/// Returns an encoder for the chunks of MakeParquetUnitEncoder. `table` is not owned and outlives
/// it.
std::unique_ptr<FileEncoder> MakeParquetFileEncoder(const ParquetTable& table,
                                                    const FileContents& contents);

}  // namespace tpch
