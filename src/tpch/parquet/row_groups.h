// Divides the rows of Parquet files into row groups, and row groups into units.

#pragma once

#include <array>
#include <cstdint>

#include "tpch/parquet_options.h"
#include "tpch/schema/table.h"

namespace tpch {

/// A value for each table, in the order of kFileTables.
template <typename T>
using ByTable = std::array<T, kFileTables.size()>;

/// The target size of row groups, in rows or in bytes before compression.
struct RowGroupSize {
  enum class Unit : uint8_t { kRows, kBytes };

  Unit unit;
  int64_t number;
};

/// Returns the size in the options.
RowGroupSize SizeOfRowGroups(const ParquetOptions& options);

/// The largest number of base rows in a unit.
inline constexpr int64_t kMaxUnitBaseRows = 65'536;

/// All row groups of a table's file except the last, which may be smaller.
struct RowGroupShape {
  int64_t unit_base_rows;
  int64_t units_per_row_group;

  int64_t base_rows() const { return unit_base_rows * units_per_row_group; }
};

/// Returns the shapes of row groups of `wanted_base_rows`, rounded up to whole units: by less than
/// kMaxUnitBaseRows. REQUIRES: each is at least 1.
ByTable<RowGroupShape> ShapeRowGroups(const ByTable<int64_t>& wanted_base_rows);

}  // namespace tpch
