// The rows of the database after refresh functions (spec clause 2.5 and 2.6).

#pragma once

#include <memory>
#include <span>
#include <vector>

#include "tpch/tables/initial_database.h"
#include "tpch/tables/refresh_sets.h"

namespace tpch {

/// The database after RF1 and RF2 of these sets, and of no others. Base rows of orders and lineitem
/// are those of the initial database that were not deleted, then those of the sets.
class DatabaseAfterSets : public RowSource {
 public:
  /// REQUIRES: sets have orders at the scale factor.
  DatabaseAfterSets(const ScaleFactor& scale_factor, SetRange sets);

  /// Returns the base rows of a table in ascending order. The units of each range are those of a
  /// part that begins there.
  std::vector<RowRange> BaseRows(Table table) const;

  /// Returns the base row, deleted or not, that has this order key, or -1.
  int64_t RowOfKey(int64_t key) const;

  std::unique_ptr<TableGenerator> MakeGenerator(std::span<const Table> tables, TextPool* text_pool,
                                                ColumnSet wanted) const override;
  UnitCursor MakeUnitCursor(std::span<const Table> tables, int64_t part_begin) const override;

 private:
  ScaleFactor scale_factor_;
  int64_t num_orders_;  // of the initial database
  InitialDatabase initial_;
  RefreshSets refresh_;
  SetRange sets_;
};

}  // namespace tpch
