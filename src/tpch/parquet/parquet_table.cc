#include "tpch/parquet/parquet_table.h"

#include <arrow/ipc/writer.h>
#include <arrow/util/base64.h>
#include <fmt/format.h>

#include <algorithm>

#include "tpch/arrow/record_batch.h"

namespace tpch {
namespace {

/// Rows of a page at most: as many as let an index pick few rows, and enough that headers do not
/// count.
constexpr int64_t kMaxPageRows = 20 * kMaxRowsAtOnce;

/// Base rows of a unit, by Table: 2 to 5 MB before compression, and the same for orders and
/// lineitem, so that they are made together.
constexpr int64_t kPreferredUnitBaseRows[] = {32'768, 32'768, 32'768, 65'536,
                                              8'192,  32'768, 32'768, 32'768};

int64_t DivideUp(int64_t a, int64_t b) { return (a + b - 1) / b; }

int64_t RowGroupBaseRows(Table table, const std::vector<ColumnLayout>& columns,
                         const ParquetOptions& options) {
  double num_rows = static_cast<double>(options.row_group_rows);
  if (options.row_group_bytes) {
    double row_size_bytes = 0;
    for (const ColumnLayout& column : columns) row_size_bytes += column.EstimateRowSizeBytes();
    num_rows = static_cast<double>(*options.row_group_bytes) / row_size_bytes;
  }
  const double base_rows = num_rows / static_cast<double>(Describe(table).rows_per_base_row);
  return std::max<int64_t>(1, static_cast<int64_t>(base_rows));
}

/// Cuts row groups of about `base_rows` into equal units of at most the preferred size.
int64_t UnitBaseRows(Table table, int64_t base_rows) {
  const int64_t num_units = DivideUp(base_rows, kPreferredUnitBaseRows[static_cast<size_t>(table)]);
  return base_rows / num_units;
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

}  // namespace

Result<ParquetTable> MakeParquetTable(Table table, const ParquetOptions& options) {
  ParquetTable result{};
  result.table = table;
  TPCH_ASSIGN_OR_RETURN(result.columns, MakeColumnLayouts(table, options));
  result.page_style = MakePageStyle(options);
  result.page_limits = {options.page_bytes, kMaxPageRows};
  const int64_t base_rows = RowGroupBaseRows(table, result.columns, options);
  const int64_t rows_per_base_row = Describe(table).rows_per_base_row;
  if (base_rows > kMaxRowGroupRows / rows_per_base_row) {
    return Status::Invalid(
        fmt::format("--row-group-bytes: {} bytes are more than {} rows of {}; use less",
                    options.row_group_bytes.value_or(0), kMaxRowGroupRows, Describe(table).name));
  }
  result.unit_base_rows = UnitBaseRows(table, base_rows);
  if (table == Table::kOrders) {
    // Orders are made with their lines, so lineitem's units are theirs.
    TPCH_ASSIGN_OR_RETURN(const auto lines, MakeColumnLayouts(Table::kLineitem, options));
    result.unit_base_rows =
        UnitBaseRows(Table::kLineitem, RowGroupBaseRows(Table::kLineitem, lines, options));
  }
  result.units_per_row_group =
      std::max<int64_t>(1, (base_rows + result.unit_base_rows / 2) / result.unit_base_rows);
  result.sorting_columns = SortingColumns(table);
  TPCH_ASSIGN_OR_RETURN(result.arrow_schema, SerializeArrowSchema(table));
  return result;
}

}  // namespace tpch
