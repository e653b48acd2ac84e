// The data that all Parquet files of one table share.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tpch/parquet/column_layout.h"
#include "tpch/parquet/column_writer.h"
#include "tpch/parquet/row_groups.h"
#include "tpch/parquet_options.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// The shape of a table's files. Immutable and thread-safe.
struct ParquetTable {
  std::vector<ColumnLayout> columns;
  PageStyle page_style;
  PageLimits page_limits;
  RowGroupShape row_group;
  /// Indices of the columns by which rows ascend.
  std::span<const size_t> sorting_columns;

  /// Returns the approximate size of a row before compression, without dictionaries.
  double EstimateRowSizeBytes() const;

  /// Returns the size of the dictionaries in every row group before compression.
  int64_t DictionariesSizeBytes() const;

  /// Returns the approximate size of a row group of `num_rows` rows before compression.
  int64_t EstimateRowGroupSizeBytes(int64_t num_rows) const;

  /// Returns the approximate size of a file of `num_rows` rows, in row groups of `row_group_rows`.
  int64_t EstimateFileSizeBytes(int64_t num_rows, int64_t row_group_rows) const;
};

/// Returns the shapes of all tables, in the order of kFileTables.
/// REQUIRES: CheckParquetOptions returned OK.
Result<std::vector<ParquetTable>> MakeParquetTables(const ParquetOptions& options);

/// Returns the row groups of all `tables` for this `size`; ignores the row groups in `tables`.
ByTable<RowGroupShape> ShapeRowGroups(std::span<const ParquetTable> tables,
                                      const RowGroupSize& size);

}  // namespace tpch
