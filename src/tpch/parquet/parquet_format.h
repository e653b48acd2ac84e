// Parquet as a format: one unit is one row group.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/encode/parquet_options.h"

namespace tpch {

/// Returns Invalid when the Arrow library lacks the codec.
Result<std::unique_ptr<Format>> MakeParquetFormat(const ParquetOptions& options);

}  // namespace tpch
