// The source of a run's rows. A run knows only this interface and the descriptors of its tables.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "tpch/row_range.h"
#include "tpch/schema/table.h"
#include "tpch/tables/part_key_cursor.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

/// Makes the units of one part, with everything that a generator needs to start at them. Not
/// thread-safe.
class UnitCursor {
 public:
  /// `part_keys` walks the part's l_partkey stream if its rows need that.
  UnitCursor(int64_t part_begin, std::optional<PartKeyCursor> part_keys,
             const OrderKeys& order_keys = {})
      : part_begin_(part_begin), part_keys_(part_keys), order_keys_(order_keys) {}

  /// Returns the unit of `base_rows`. Takes about 20 ns for each base row if there are `part_keys`,
  /// otherwise constant time. REQUIRES: `base_rows` does not begin before the part or before the
  /// rows of an earlier call.
  Unit MakeUnit(RowRange base_rows);

 private:
  int64_t part_begin_;
  std::optional<PartKeyCursor> part_keys_;
  OrderKeys order_keys_;
};

/// Rows of tables; generators can start at any unit. Immutable and thread-safe.
class RowSource {
 public:
  virtual ~RowSource() = default;

  /// Makes the generator of one table, or of all tables that share a unit_table, which comes last.
  /// Every thread has its own. Texts come from `text_pool` (not owned; outlives the generator; null
  /// if no comments are wanted). REQUIRES: of several tables all columns are wanted.
  virtual std::unique_ptr<TableGenerator> MakeGenerator(std::span<const Table> tables,
                                                        TextPool* text_pool,
                                                        ColumnSet wanted) const = 0;

  /// Makes the cursor that splits a part, or a segment of a refresh set, into units; `part_begin`
  /// is its first base row.
  virtual UnitCursor MakeUnitCursor(std::span<const Table> tables, int64_t part_begin) const = 0;
};

}  // namespace tpch
