// How the rows of Parquet files are cut into row groups, and those into units.

#pragma once

#include <array>
#include <cstdint>

#include "tpch/encode/parquet_options.h"
#include "tpch/schema/table.h"

namespace tpch {

/// A value for each table, in the order of kAllTables.
template <typename T>
using ByTable = std::array<T, kAllTables.size()>;

/// How large row groups shall be, about: in rows, or in bytes before compression.
struct RowGroupSize {
  enum class Unit : uint8_t { kRows, kBytes };

  Unit unit;
  int64_t number;
};

/// Returns what the options say.
RowGroupSize SizeOfRowGroups(const ParquetOptions& options);

/// No unit has more base rows.
inline constexpr int64_t kMaxUnitBaseRows = 65'536;

/// All row groups of a table's file but the last, which is smaller or equal.
struct RowGroupShape {
  int64_t unit_base_rows;
  int64_t units_per_row_group;

  int64_t base_rows() const { return unit_base_rows * units_per_row_group; }
};

/// Returns the shapes of row groups with `wanted_base_rows`, rounded up to whole units: by less
/// than kMaxUnitBaseRows. REQUIRES: each is at least 1.
ByTable<RowGroupShape> ShapeRowGroups(const ByTable<int64_t>& wanted_base_rows);

}  // namespace tpch
