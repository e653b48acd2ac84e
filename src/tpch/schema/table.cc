#include "tpch/schema/table.h"

#include <algorithm>

namespace tpch {

static_assert(std::ranges::all_of(kFileTables,
                                  [](Table table) { return Describe(table).table == table; }));

// A table's base rows are the rows of its base table.
static_assert(std::ranges::all_of(kTableDescriptors, [](const TableDescriptor& table) {
  const TableDescriptor& base_table = Describe(table.base_table);
  return table.base_cardinality == base_table.base_cardinality &&
         table.scaled == base_table.scaled && base_table.rows_per_base_row == 1;
}));

// Tables that are generated together have equal units.
static_assert(std::ranges::all_of(kTableDescriptors, [](const TableDescriptor& table) {
  const TableDescriptor& unit_table = Describe(table.unit_table);
  return table.base_table == unit_table.base_table &&
         table.max_unit_base_rows == unit_table.max_unit_base_rows &&
         unit_table.unit_table == unit_table.table;
}));
std::string_view NameOf(Table table) { return Describe(table).name; }

std::optional<Table> FindTable(std::string_view name, std::span<const Table> tables) {
  for (const Table table : tables) {
    if (Describe(table).name == name) return table;
  }
  return std::nullopt;
}

std::optional<ColumnPlace> FindColumn(std::string_view name) {
  for (const Table table : kAllTables) {
    const std::span<const ColumnDescriptor> columns = Describe(table).columns;
    for (size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].name == name) return ColumnPlace{table, i};
    }
  }
  return std::nullopt;
}

std::vector<size_t> DateColumns(Table table) {
  const std::span<const ColumnDescriptor> columns = Describe(table).columns;
  std::vector<size_t> dates;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].type == LogicalType::kDate) dates.push_back(i);
  }
  return dates;
}

int64_t NumBaseRows(Table table, const ScaleFactor& scale_factor) {
  const TableDescriptor& descriptor = Describe(table);
  return descriptor.scaled ? scale_factor.Scale(descriptor.base_cardinality)
                           : descriptor.base_cardinality;
}

}  // namespace tpch
