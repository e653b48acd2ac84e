// Limits of Parquet files: readers would reject files that exceed them.

#pragma once

#include <span>

#include "tpch/encode/encoder.h"
#include "tpch/parquet/parquet_table.h"
#include "tpch/parquet_options.h"
#include "tpch/status.h"

namespace tpch {

/// Returns Invalid, with a remedy for all files, if a file could have
/// - more than 32,767 row groups: RowGroup.ordinal of parquet.thrift has 16 bits;
/// - row groups of `options.row_group_bytes` with nothing but their dictionaries;
/// - a column chunk of 2 GiB, in the file or before compression: some readers count both in 32
///   bits.
///
/// The last limit also keeps the rows of a row group below 2^31, and the pages of a column chunk
/// below the million that parquet-cpp accepts: every table has a text column, and pages have at
/// least 1,024 rows.
///
/// `tables` contains all tables, in order, as built for `options`.
Status CheckFileLimits(std::span<const ParquetTable> tables, const ParquetOptions& options,
                       std::span<const FileBaseRows> files);

}  // namespace tpch
