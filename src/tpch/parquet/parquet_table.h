// What all Parquet files of one table share.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tpch/encode/parquet_options.h"
#include "tpch/parquet/column_layout.h"
#include "tpch/parquet/column_writer.h"
#include "tpch/parquet/row_groups.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// The shape of a table's files. Immutable, thread-safe.
struct ParquetTable {
  std::vector<ColumnLayout> columns;
  PageStyle page_style;
  PageLimits page_limits;
  RowGroupShape row_group;
  /// The columns by which rows ascend, by index.
  std::span<const size_t> sorting_columns;
  /// The Arrow schema for readers that look for it, as they want it in the file's metadata.
  std::string arrow_schema;

  /// Returns about how many bytes a row takes before compression, dictionaries not counted.
  double EstimateRowSizeBytes() const;

  /// Returns how many bytes the dictionaries take in every row group before compression.
  int64_t DictionariesSizeBytes() const;

  /// Returns about how many bytes a row group of `num_rows` rows takes before compression.
  int64_t EstimateRowGroupSizeBytes(int64_t num_rows) const;

  /// Returns about how many bytes a file of `num_rows` rows has. `row_group_rows`: of its row
  /// groups.
  int64_t EstimateFileSizeBytes(int64_t num_rows, int64_t row_group_rows) const;
};

/// Returns the shapes of all tables, in the order of kAllTables.
/// REQUIRES: CheckParquetOptions is OK.
Result<std::vector<ParquetTable>> MakeParquetTables(const ParquetOptions& options);

/// Returns the row groups of all `tables` when they have `size`; their own row groups do not
/// matter.
ByTable<RowGroupShape> ShapeRowGroups(std::span<const ParquetTable> tables,
                                      const RowGroupSize& size);

}  // namespace tpch
