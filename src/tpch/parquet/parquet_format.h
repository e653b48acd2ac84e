// Parquet as a format: units are encoded as pages, and several make a row group.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/encode/parquet_options.h"

namespace tpch {

/// Returns Invalid, with what would work, for a codec that this build lacks, a column that does not
/// exist, an encoding that does not fit it, and row groups of more rows than readers count.
Result<std::unique_ptr<Format>> MakeParquetFormat(const ParquetOptions& options);

}  // namespace tpch
