// What all Parquet files of one table share.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tpch/base/status.h"
#include "tpch/encode/parquet_options.h"
#include "tpch/parquet/column_layout.h"
#include "tpch/parquet/column_writer.h"
#include "tpch/schema/table.h"

namespace tpch {

/// The shape of a table's files. Immutable, thread-safe.
struct ParquetTable {
  Table table;
  std::vector<ColumnLayout> columns;
  PageStyle page_style;
  PageLimits page_limits;
  int64_t unit_base_rows;
  int64_t units_per_row_group;
  /// The leading columns by which rows ascend, by index.
  std::vector<int32_t> sorting_columns;
  /// The Arrow schema for readers that look for it, as they want it in the file's metadata.
  std::string arrow_schema;
};

/// Returns Invalid for options that do not go with the table. REQUIRES: CheckColumnOptions is OK.
Result<ParquetTable> MakeParquetTable(Table table, const ParquetOptions& options);

}  // namespace tpch
