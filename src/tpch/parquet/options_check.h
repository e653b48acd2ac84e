// Checks the user's options for Parquet files.

#pragma once

#include "tpch/parquet_options.h"
#include "tpch/status.h"

namespace tpch {

/// Returns Invalid, with a remedy, for numbers out of range, a column that does not exist, an
/// encoding that the column does not support, and a codec or level that this build does not have.
Status CheckParquetOptions(const ParquetOptions& options);

}  // namespace tpch
