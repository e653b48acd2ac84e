#include "capi/tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "capi/calls.h"
#include "tpch/schema/declared_size.h"
#include "tpch/schema/table.h"
#include "tpch/stream/export_schema.h"
#include "tpch/tables/row_counts.h"

namespace tpch {
namespace {

// Names are literals, so they end with a NUL.
constexpr auto kTableNames = [] {
  std::array<const char*, kAllTables.size() + 1> names{};
  for (const Table table : kAllTables)
    names[static_cast<size_t>(table)] = Describe(table).name.data();
  return names;
}();

tpch_type TypeOf(LogicalType type) {
  switch (type) {
    case LogicalType::kInt32:
      return TPCH_TYPE_INT32;
    case LogicalType::kInt64:
      return TPCH_TYPE_INT64;
    case LogicalType::kDecimal:
      return TPCH_TYPE_DECIMAL;
    case LogicalType::kDate:
      return TPCH_TYPE_DATE;
    case LogicalType::kString:
      break;
  }
  return TPCH_TYPE_STRING;
}

int32_t WidthOf(const ColumnDescriptor& column) {
  switch (column.type) {
    case LogicalType::kInt32:
    case LogicalType::kDate:
      return 4;
    case LogicalType::kInt64:
      return 8;
    case LogicalType::kDecimal:
      return 16;
    case LogicalType::kString:
      break;
  }
  return DeclaredSize(column);
}

using Columns = std::vector<tpch_column>;

Columns MakeColumns(Table table) {
  Columns columns;
  for (const ColumnDescriptor& column : Describe(table).columns) {
    columns.push_back({CName(column), TypeOf(column.type), WidthOf(column), false});
  }
  return columns;
}

const Columns& ColumnsOf(Table table) {
  static const auto kColumns = [] {
    std::array<Columns, kFileTables.size()> columns;
    std::ranges::transform(kFileTables, columns.begin(), MakeColumns);
    return columns;
  }();
  return kColumns[static_cast<size_t>(table)];
}

// Returns a table of the database, or the deletes of refresh sets.
Result<Table> ParseAnyTable(const char* name) {
  if (const auto table = FindTable(TextOf(name), kFileTables)) return *table;
  return ParseTable(name);
}

}  // namespace

Result<Table> ParseTable(const char* name) {
  if (const std::optional<Table> table = FindTable(TextOf(name))) return *table;
  return Status::Invalid(
      fmt::format("'{}' is not a table; use one of: {}", TextOf(name),
                  fmt::join(kTableNames.begin(), kTableNames.begin() + kAllTables.size(), ", ")));
}

Result<Table> ParseRefreshTable(const char* name) {
  if (const auto table = FindTable(TextOf(name), kRefreshTables)) return *table;
  return Status::Invalid(fmt::format(
      "'{}' is not in refresh sets; use one of: orders, lineitem, delete", TextOf(name)));
}

Result<ScaleFactor> ParseScaleFactor(const char* text) {
  Result<ScaleFactor> scale_factor = ScaleFactor::Parse(TextOf(text));
  if (scale_factor.ok()) return scale_factor;
  return Status::Invalid("scale factor: " + scale_factor.status().message());
}

}  // namespace tpch

tpch_status tpch_parse_scale_factor(const char* text, char shortest[TPCH_SCALE_FACTOR_SIZE],
                                    tpch_error** error) {
  return tpch::Run(error, [&]() -> tpch::Status {
    TPCH_ASSIGN_OR_RETURN(const tpch::ScaleFactor scale_factor, tpch::ParseScaleFactor(text));
    const std::string decimal = scale_factor.ToString();
    if (shortest != nullptr) std::copy_n(decimal.c_str(), decimal.size() + 1, shortest);
    return tpch::Status::OK();
  });
}

const char* const* tpch_table_names() { return tpch::kTableNames.data(); }

tpch_status tpch_count_rows(const char* table, const char* scale_factor, int64_t* num_rows,
                            tpch_error** error) {
  return tpch::Run(error, [&]() -> tpch::Status {
    TPCH_ASSIGN_OR_RETURN(const tpch::Table parsed, tpch::ParseTable(table));
    TPCH_ASSIGN_OR_RETURN(const tpch::ScaleFactor scale, tpch::ParseScaleFactor(scale_factor));
    *num_rows = tpch::CountRows(parsed, {0, tpch::NumBaseRows(parsed, scale)});
    return tpch::Status::OK();
  });
}

tpch_status tpch_table_columns(const char* table, const tpch_column** columns, size_t* num_columns,
                               tpch_error** error) {
  return tpch::Run(error, [&]() -> tpch::Status {
    TPCH_ASSIGN_OR_RETURN(const tpch::Table parsed, tpch::ParseAnyTable(table));
    *columns = tpch::ColumnsOf(parsed).data();
    *num_columns = tpch::ColumnsOf(parsed).size();
    return tpch::Status::OK();
  });
}

tpch_status tpch_export_schema(const char* table, ArrowSchema* schema, tpch_error** error) {
  return tpch::Run(error, [&]() -> tpch::Status {
    TPCH_ASSIGN_OR_RETURN(const tpch::Table parsed, tpch::ParseAnyTable(table));
    *schema = tpch::ExportSchema(tpch::MakeArrayTypes(parsed, tpch::AllColumns(parsed), {}));
    return tpch::Status::OK();
  });
}
