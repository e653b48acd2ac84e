#include "tpch/parquet/parquet_table.h"

#include <arrow/ipc/writer.h>
#include <arrow/util/base64.h>

#include <algorithm>
#include <utility>

#include "tpch/arrow/record_batch.h"
#include "tpch/base/divide.h"
#include "tpch/parquet/bloom_filter.h"

namespace tpch {
namespace {

/// Rows of a page at most: as many as let an index pick few rows, and enough that headers do not
/// count.
constexpr int64_t kMaxPageRows = 20 * kMaxRowsAtOnce;

/// Base rows of a unit, by Table: 2 to 5 MB before compression, and the same for orders and
/// lineitem, so that they are made together.
constexpr int64_t kPreferredUnitBaseRows[] = {32'768, 32'768, 32'768, 65'536,
                                              8'192,  32'768, 32'768, 32'768};

/// What the footer says of a column chunk, about, and what header and indexes say of a page, of
/// which every unit has one at least.
constexpr int64_t kChunkMetadataSizeBytes = 192;
constexpr int64_t kPageMetadataSizeBytes = 64;

/// Schema, key-value metadata and magic, about.
constexpr int64_t kFileMetadataSizeBytes = 3072;

/// Returns how many base rows a row group shall have; at least 1.
int64_t WantedBaseRows(Table table, const ParquetTable& made, const ParquetOptions& options) {
  const int64_t rows_per_base_row = Describe(table).rows_per_base_row;
  if (!options.row_group_bytes) return DivideUp(options.row_group_rows, rows_per_base_row);
  const auto rows_size_bytes =
      static_cast<double>(*options.row_group_bytes - made.DictionariesSizeBytes());
  const double base_rows =
      rows_size_bytes / (made.EstimateRowSizeBytes() * static_cast<double>(rows_per_base_row));
  return std::max<int64_t>(1, static_cast<int64_t>(base_rows));
}

/// Cuts row groups into units of `unit_base_rows`.
void CutRowGroups(int64_t unit_base_rows, ParquetTable* table) {
  table->unit_base_rows = unit_base_rows;
  table->units_per_row_group = DivideUp(table->wanted_row_group_base_rows, unit_base_rows);
}

/// Returns the base rows of equal units of at most the preferred size.
int64_t EqualUnitBaseRows(Table table, int64_t row_group_base_rows) {
  const int64_t num_units =
      DivideUp(row_group_base_rows, kPreferredUnitBaseRows[static_cast<size_t>(table)]);
  return DivideUp(row_group_base_rows, num_units);
}

/// The rows of every table but lineitem ascend by their first column, its key.
std::vector<int32_t> SortingColumns(Table table) {
  constexpr int32_t kLineNumber = 3;
  if (table == Table::kLineitem) return {0, kLineNumber};
  return {0};
}

Result<std::string> SerializeArrowSchema(Table table) {
  const auto serialized = arrow::ipc::SerializeSchema(*MakeArrowSchema(table));
  if (!serialized.ok()) {
    return Status::IoError("cannot make the Arrow schema: " + serialized.status().message());
  }
  return arrow::util::base64_encode((*serialized)->ToString());
}

Result<ParquetTable> MakeParquetTable(Table table, const ParquetOptions& options) {
  ParquetTable result{};
  TPCH_ASSIGN_OR_RETURN(result.columns, MakeColumnLayouts(table, options));
  result.page_style = MakePageStyle(options);
  result.page_limits = {options.page_bytes, kMaxPageRows};
  result.wanted_row_group_base_rows = WantedBaseRows(table, result, options);
  CutRowGroups(EqualUnitBaseRows(table, result.wanted_row_group_base_rows), &result);
  result.sorting_columns = SortingColumns(table);
  TPCH_ASSIGN_OR_RETURN(result.arrow_schema, SerializeArrowSchema(table));
  return result;
}

}  // namespace

double ParquetTable::EstimateRowSizeBytes() const {
  double size_bytes = 0;
  for (const ColumnLayout& column : columns) size_bytes += column.EstimateRowSizeBytes();
  return size_bytes;
}

int64_t ParquetTable::DictionariesSizeBytes() const {
  int64_t size_bytes = 0;
  for (const ColumnLayout& column : columns) {
    if (column.dictionary_page) size_bytes += column.dictionary_page->uncompressed_size_bytes;
  }
  return size_bytes;
}

int64_t ParquetTable::EstimateFileSizeBytes(int64_t num_rows, int64_t row_group_rows) const {
  double row_size_bytes = 0;
  int64_t row_group_size_bytes = 0;
  for (const ColumnLayout& column : columns) {
    row_size_bytes += column.EstimateFileSizeBytes();
    row_group_size_bytes += kChunkMetadataSizeBytes + units_per_row_group * kPageMetadataSizeBytes;
    if (column.dictionary_page) {
      row_group_size_bytes += static_cast<int64_t>(column.dictionary_page->bytes.size());
    }
    if (column.bloom_filter) {
      const int64_t num_values = column.MaxValues(std::min(num_rows, row_group_rows));
      row_group_size_bytes += BloomFilter::SizeBytes(num_values);
    }
  }
  return kFileMetadataSizeBytes + DivideUp(num_rows, row_group_rows) * row_group_size_bytes +
         static_cast<int64_t>(static_cast<double>(num_rows) * row_size_bytes);
}

Result<std::vector<ParquetTable>> MakeParquetTables(const ParquetOptions& options) {
  std::vector<ParquetTable> tables;
  for (const Table table : kAllTables) {
    TPCH_ASSIGN_OR_RETURN(ParquetTable made, MakeParquetTable(table, options));
    tables.push_back(std::move(made));
  }
  // Orders are made with their lines, so lineitem's units are theirs.
  const int64_t shared_unit = tables[static_cast<size_t>(Table::kLineitem)].unit_base_rows;
  CutRowGroups(shared_unit, &tables[static_cast<size_t>(Table::kOrders)]);
  return tables;
}

}  // namespace tpch
