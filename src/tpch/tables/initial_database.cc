#include "tpch/tables/initial_database.h"

namespace tpch {

std::unique_ptr<TableGenerator> InitialDatabase::MakeGenerator(std::span<const Table> tables,
                                                               TextPool* text_pool,
                                                               ColumnSet wanted) const {
  return MakeTableGenerator(tables, {scale_factor_, text_pool}, wanted);
}

UnitCursor InitialDatabase::MakeUnitCursor(std::span<const Table> tables,
                                           int64_t part_begin) const {
  // Orders also need part keys, which determine their prices.
  const bool has_part_keys = Describe(tables.front()).base_table == Table::kOrders;
  std::optional<PartKeyCursor> part_keys;
  if (has_part_keys && UsesWideStreams(scale_factor_)) part_keys.emplace(part_begin);
  return {part_begin, part_keys};
}

}  // namespace tpch
