// What Parquet files must not exceed, since readers would refuse them.

#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "tpch/base/status.h"
#include "tpch/encode/encoder.h"
#include "tpch/parquet/parquet_table.h"

namespace tpch {

/// Returns Invalid, with what works for all files, when one would have
/// - more than 32,767 row groups: RowGroup.ordinal of parquet.thrift has 16 bits;
/// - row groups of `row_group_bytes` that hold nothing beside their dictionaries;
/// - a column chunk of more than 2 GiB: some readers count its bytes in 32 bits.
///
/// The last also keeps rows of a row group below 2^31, and pages of a column chunk below the
/// million that parquet-cpp takes: every table has a text column, and pages have at least 1,024
/// rows.
///
/// `tables`: of all tables, in their order. `row_group_bytes`: absent where the user said rows.
Status CheckFileLimits(std::span<const ParquetTable> tables,
                       const std::optional<int64_t>& row_group_bytes,
                       std::span<const FileBaseRows> files);

}  // namespace tpch
