// Parquet as a format: units are encoded as pages, and several make a row group.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/encode/parquet_options.h"

namespace tpch {

/// Returns Invalid, with what would work, for options that CheckParquetOptions refuses.
Result<std::unique_ptr<Format>> MakeParquetFormat(const ParquetOptions& options);

}  // namespace tpch
