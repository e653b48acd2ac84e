// The Parquet format: units are encoded as pages; several units form a row group.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/parquet_options.h"

namespace tpch {

/// Returns Invalid, with a remedy, for options that CheckParquetOptions rejects.
Result<std::unique_ptr<Format>> MakeParquetFormat(const ParquetOptions& options);

}  // namespace tpch
