#include "tpch/schema/table.h"

namespace tpch {
namespace {

constexpr std::array<TableDescriptor, 8> kTables = {{
    {Table::kRegion, "region", 5, false, 1, 78, columns::kRegion},
    {Table::kNation, "nation", 25, false, 1, 89, columns::kNation},
    {Table::kSupplier, "supplier", 10'000, true, 1, 141, columns::kSupplier},
    {Table::kPart, "part", 200'000, true, 1, 121, columns::kPart},
    {Table::kPartsupp, "partsupp", 200'000, true, 4, 149, columns::kPartsupp},
    {Table::kCustomer, "customer", 150'000, true, 1, 162, columns::kCustomer},
    {Table::kOrders, "orders", 1'500'000, true, 1, 115, columns::kOrders},
    {Table::kLineitem, "lineitem", 1'500'000, true, 4, 127, columns::kLineitem},
}};

}  // namespace

const TableDescriptor& Describe(Table table) { return kTables[static_cast<size_t>(table)]; }

std::optional<Table> FindTable(std::string_view name) {
  for (const TableDescriptor& descriptor : kTables) {
    if (descriptor.name == name) return descriptor.table;
  }
  return std::nullopt;
}

std::optional<ColumnPlace> FindColumn(std::string_view name) {
  for (const TableDescriptor& descriptor : kTables) {
    for (size_t i = 0; i < descriptor.columns.size(); ++i) {
      if (descriptor.columns[i].name == name) return ColumnPlace{descriptor.table, i};
    }
  }
  return std::nullopt;
}

int64_t NumBaseRows(Table table, const ScaleFactor& scale_factor) {
  const TableDescriptor& descriptor = Describe(table);
  return descriptor.scaled ? scale_factor.Scale(descriptor.base_cardinality)
                           : descriptor.base_cardinality;
}

}  // namespace tpch
