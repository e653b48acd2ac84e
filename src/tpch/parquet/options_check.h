// Whether Parquet files can be made with what a user chose.

#pragma once

#include "tpch/encode/parquet_options.h"
#include "tpch/status.h"

namespace tpch {

/// Returns Invalid, with what would work, for numbers out of range, a column that does not exist,
/// an encoding that does not fit it, and a codec or a level that this build lacks.
Status CheckParquetOptions(const ParquetOptions& options);

}  // namespace tpch
