#include "tpch/tables/table_generator.h"

#include "tpch/tables/customer.h"
#include "tpch/tables/delete.h"
#include "tpch/tables/nation.h"
#include "tpch/tables/orders_lineitem.h"
#include "tpch/tables/part.h"
#include "tpch/tables/partsupp.h"
#include "tpch/tables/region.h"
#include "tpch/tables/supplier.h"

namespace tpch {

void TableGenerator::Start(const Unit& unit) {
  for (RowStream* const stream : RandomStreams()) stream->Seek(unit.base_rows.begin);
  StartUnit(unit);
}

int64_t TableGenerator::CountDraws() {
  int64_t num_draws = 0;
  for (const RowStream* const stream : RandomStreams()) num_draws += stream->num_rows_drawn();
  return num_draws;
}

std::unique_ptr<TableGenerator> MakeTableGenerator(std::span<const Table> tables,
                                                   const DataSet& data_set, ColumnSet wanted) {
  switch (tables.front()) {
    case Table::kRegion:
      return std::make_unique<RegionGenerator>(data_set, wanted);
    case Table::kNation:
      return std::make_unique<NationGenerator>(data_set, wanted);
    case Table::kSupplier:
      return std::make_unique<SupplierGenerator>(data_set, wanted);
    case Table::kPart:
      return std::make_unique<PartGenerator>(data_set, wanted);
    case Table::kPartsupp:
      return std::make_unique<PartsuppGenerator>(data_set, wanted);
    case Table::kCustomer:
      return std::make_unique<CustomerGenerator>(data_set, wanted);
    case Table::kOrders:
    case Table::kLineitem:
      return std::make_unique<OrdersLineitemGenerator>(tables, data_set, wanted);
    case Table::kDelete:
      return std::make_unique<DeleteGenerator>(wanted);
  }
  return nullptr;
}

}  // namespace tpch
