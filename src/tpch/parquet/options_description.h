// Describes the options of Parquet files for manifests.

#pragma once

#include "tpch/encode/data_option.h"
#include "tpch/parquet_options.h"

namespace tpch {

/// Returns all options, as Format::DescribeOptions does.
DataOptions DescribeParquetOptions(const ParquetOptions& options);

}  // namespace tpch
