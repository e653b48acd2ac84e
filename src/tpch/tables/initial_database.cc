#include "tpch/tables/initial_database.h"

namespace tpch {

std::unique_ptr<TableGenerator> InitialDatabase::MakeGenerator(
    std::span<const Table> tables) const {
  return MakeTableGenerator(tables, data_set_);
}

UnitCursor InitialDatabase::MakeUnitCursor(std::span<const Table> tables,
                                           int64_t part_begin) const {
  // Orders also need part keys, which determine their prices.
  const bool has_part_keys = Describe(tables.front()).base_table == Table::kOrders;
  std::optional<PartKeyCursor> part_keys;
  if (has_part_keys && UsesWideStreams(data_set_.scale_factor)) part_keys.emplace(part_begin);
  return {part_begin, part_keys};
}

}  // namespace tpch
