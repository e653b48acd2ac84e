// The options of Parquet files in words.

#pragma once

#include "tpch/encode/data_option.h"
#include "tpch/parquet_options.h"

namespace tpch {

/// Describes all options as Format::DescribeOptions does.
DataOptions DescribeParquetOptions(const ParquetOptions& options);

}  // namespace tpch
