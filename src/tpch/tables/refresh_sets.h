// The rows of refresh sets (spec clause 2.5 and 2.6): orders to insert, and keys of orders to
// delete.

#pragma once

#include <memory>
#include <span>
#include <vector>

#include "tpch/tables/row_source.h"

namespace tpch {

/// The deletes of so many sets use the keys of one slot, and the inserts those of the next one.
inline constexpr int64_t kSetsPerSlot = 1000;

/// The refresh sets at a scale factor, all that there are, as `dbgen -U` makes them. Sets count
/// from 1. Base rows of orders and lineitem go on behind those of the database, those of deletes
/// begin at 0: every set has the next orders_per_set().
class RefreshSets : public RowSource {
 public:
  explicit RefreshSets(const ScaleFactor& scale_factor);

  /// Returns the number of orders that a set inserts, and that it deletes; 0 at the smallest scale
  /// factors.
  int64_t orders_per_set() const { return orders_per_set_; }

  /// Returns the base rows of a set. REQUIRES: `table` is one of kRefreshTables.
  RowRange RowsOfSet(Table table, int64_t set) const;

  /// Returns the base row, in any set, that has this order key, or -1.
  int64_t RowOfKey(Table table, int64_t key) const;

  /// Returns the base rows of each file of a set in segments (`dbgen -i`, `-d`), without the files
  /// that would have none.
  std::vector<RowRange> CutSet(Table table, int64_t set, int64_t num_segments) const;

  std::unique_ptr<TableGenerator> MakeGenerator(std::span<const Table> tables, TextPool* text_pool,
                                                ColumnSet wanted) const override;

  /// REQUIRES: sets have orders.
  UnitCursor MakeUnitCursor(std::span<const Table> tables, int64_t part_begin) const override;

 private:
  int64_t FirstRow(Table table) const;
  OrderKeys KeysOfSet(Table table, int64_t set) const;

  ScaleFactor scale_factor_;
  int64_t num_orders_;  // of the database
  int64_t orders_per_set_;
};

}  // namespace tpch
