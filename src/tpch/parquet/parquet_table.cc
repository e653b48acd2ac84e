#include "tpch/parquet/parquet_table.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "tpch/base/divide.h"
#include "tpch/parquet/bloom_filter.h"
#include "tpch/parquet/size_estimate.h"

namespace tpch {
namespace {

// The largest number of rows of a page: few enough for an index to be selective, and enough that
// headers do not matter.
constexpr int64_t kMaxPageRows = 20 * kMaxRowsAtOnce;

// Approximate size of a column chunk's entry in the footer, and of a page's header and index
// entries; every unit has at least one page.
constexpr int64_t kChunkMetadataSizeBytes = 192;
constexpr int64_t kPageMetadataSizeBytes = 64;

// Approximate size of schema, key-value metadata and magic.
constexpr int64_t kFileMetadataSizeBytes = 3072;

// Returns the target number of base rows for a row group of a table; at least 1.
int64_t WantedBaseRows(Table table, const ParquetTable& shape, const RowGroupSize& size) {
  const int64_t rows_per_base_row = Describe(table).rows_per_base_row;
  if (size.unit == RowGroupSize::Unit::kRows) return DivideUp(size.number, rows_per_base_row);
  const auto rows_size_bytes = static_cast<double>(size.number - shape.DictionariesSizeBytes());
  const double base_rows =
      rows_size_bytes / (shape.EstimateRowSizeBytes() * static_cast<double>(rows_per_base_row));
  return std::max<int64_t>(1, static_cast<int64_t>(base_rows));
}

Result<ParquetTable> MakeParquetTable(Table table, const ParquetOptions& options) {
  ParquetTable result{};
  TPCH_ASSIGN_OR_RETURN(result.columns, MakeColumnLayouts(table, options));
  result.page_style = MakePageStyle(options);
  result.page_limits = {options.page_bytes, kMaxPageRows};
  result.sorting_columns = Describe(table).sort_columns;
  return result;
}

}  // namespace

double ParquetTable::EstimateRowSizeBytes() const {
  double size_bytes = 0;
  for (const ColumnLayout& column : columns) size_bytes += EstimateEncodedRowSizeBytes(column);
  return size_bytes;
}

int64_t ParquetTable::DictionariesSizeBytes() const {
  int64_t size_bytes = 0;
  for (const ColumnLayout& column : columns) {
    if (column.dictionary_page) size_bytes += column.dictionary_page->uncompressed_size_bytes;
  }
  return size_bytes;
}

int64_t ParquetTable::EstimateRowGroupSizeBytes(int64_t num_rows) const {
  const double size_bytes = EstimateRowSizeBytes() * static_cast<double>(num_rows);
  return DictionariesSizeBytes() + static_cast<int64_t>(std::ceil(size_bytes));
}

int64_t ParquetTable::EstimateFileSizeBytes(int64_t num_rows, int64_t row_group_rows) const {
  double row_size_bytes = 0;
  int64_t row_group_size_bytes = 0;
  for (const ColumnLayout& column : columns) {
    row_size_bytes += EstimateFileRowSizeBytes(column);
    row_group_size_bytes += kChunkMetadataSizeBytes;
    if (column.dictionary_page) {
      row_group_size_bytes += static_cast<int64_t>(column.dictionary_page->bytes.size());
    }
    if (column.bloom_filter) {
      const int64_t num_values = column.MaxValues(std::min(num_rows, row_group_rows));
      row_group_size_bytes += BloomFilter::SizeBytes(num_values);
    }
  }
  const int64_t num_units = DivideUp(num_rows, row_group_rows / row_group.units_per_row_group);
  return kFileMetadataSizeBytes + DivideUp(num_rows, row_group_rows) * row_group_size_bytes +
         num_units * std::ssize(columns) * kPageMetadataSizeBytes +
         static_cast<int64_t>(static_cast<double>(num_rows) * row_size_bytes);
}

Result<std::vector<ParquetTable>> MakeParquetTables(const ParquetOptions& options) {
  std::vector<ParquetTable> tables;
  for (const Table table : kFileTables) {
    TPCH_ASSIGN_OR_RETURN(ParquetTable made, MakeParquetTable(table, options));
    tables.push_back(std::move(made));
  }
  const ByTable<RowGroupShape> shapes = ShapeRowGroups(tables, SizeOfRowGroups(options));
  for (size_t i = 0; i < tables.size(); ++i) tables[i].row_group = shapes[i];
  return tables;
}

ByTable<RowGroupShape> ShapeRowGroups(std::span<const ParquetTable> tables,
                                      const RowGroupSize& size) {
  ByTable<int64_t> wanted{};
  for (size_t i = 0; i < wanted.size(); ++i) {
    wanted[i] = WantedBaseRows(kFileTables[i], tables[i], size);
  }
  return ShapeRowGroups(wanted);
}

}  // namespace tpch
