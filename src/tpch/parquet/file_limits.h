// What Parquet files must not exceed, since readers would refuse them.

#pragma once

#include <span>

#include "tpch/encode/encoder.h"
#include "tpch/encode/parquet_options.h"
#include "tpch/parquet/parquet_table.h"
#include "tpch/status.h"

namespace tpch {

/// Returns Invalid, with what works for all files, when one could have
/// - more than 32,767 row groups: RowGroup.ordinal of parquet.thrift has 16 bits;
/// - row groups of `options.row_group_bytes` that hold nothing beside their dictionaries;
/// - a column chunk of 2 GiB, in the file or before compression: some readers count both in 32
///   bits.
///
/// The last also keeps rows of a row group below 2^31, and pages of a column chunk below the
/// million that parquet-cpp takes: every table has a text column, and pages have at least 1,024
/// rows.
///
/// `tables`: of all tables, in their order, as `options` make them.
Status CheckFileLimits(std::span<const ParquetTable> tables, const ParquetOptions& options,
                       std::span<const FileBaseRows> files);

}  // namespace tpch
