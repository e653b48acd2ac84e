// Where the rows of a run come from. A run knows no more of them than this and the descriptors of
// their tables.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "tpch/schema/row_range.h"
#include "tpch/schema/table.h"
#include "tpch/tables/part_key_cursor.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

/// Makes the units of one part, with all that a generator must know to begin with them. Not
/// thread-safe.
class UnitCursor {
 public:
  /// `part_keys`: walks the part's l_partkey stream, where its rows need that.
  UnitCursor(int64_t part_begin, std::optional<PartKeyCursor> part_keys)
      : part_begin_(part_begin), part_keys_(part_keys) {}

  /// Returns the unit of `base_rows`. Walking takes about 20 ns a base row, others nothing.
  /// REQUIRES: `base_rows` do not begin before the part, or before those of an earlier call.
  Unit MakeUnit(RowRange base_rows);

 private:
  int64_t part_begin_;
  std::optional<PartKeyCursor> part_keys_;
};

/// Rows of tables that generators can begin with at any unit. Immutable, thread-safe.
class RowSource {
 public:
  virtual ~RowSource() = default;

  /// Makes the generator of one table, or of all that have the same unit_table, it last. Every
  /// thread has its own.
  virtual std::unique_ptr<TableGenerator> MakeGenerator(std::span<const Table> tables) const = 0;

  /// Makes what cuts a part of these tables into units. `part_begin`: the part's first base row.
  virtual UnitCursor MakeUnitCursor(std::span<const Table> tables, int64_t part_begin) const = 0;
};

}  // namespace tpch
