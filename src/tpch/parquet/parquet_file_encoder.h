// Puts row groups into a Parquet file: magic, row groups in order, footer.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/parquet/parquet_schema.h"

namespace tpch {

/// `parquet_table` is not owned and outlives the encoder.
std::unique_ptr<FileEncoder> MakeParquetFileEncoder(const ParquetTable& parquet_table);

}  // namespace tpch
