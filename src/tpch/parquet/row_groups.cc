#include "tpch/parquet/row_groups.h"

#include <algorithm>

#include "tpch/base/divide.h"

namespace tpch {
namespace {

static_assert(std::ranges::max(kTableDescriptors, {}, &TableDescriptor::max_unit_base_rows)
                  .max_unit_base_rows == kMaxUnitBaseRows);

// Returns the base rows of equal units of at most `max_unit_base_rows`.
int64_t EqualUnitBaseRows(int64_t row_group_base_rows, int64_t max_unit_base_rows) {
  return DivideUp(row_group_base_rows, DivideUp(row_group_base_rows, max_unit_base_rows));
}

}  // namespace

RowGroupSize SizeOfRowGroups(const ParquetOptions& options) {
  if (options.row_group_bytes) return {RowGroupSize::Unit::kBytes, *options.row_group_bytes};
  return {RowGroupSize::Unit::kRows, options.row_group_rows.value_or(kDefaultRowGroupRows)};
}

ByTable<RowGroupShape> ShapeRowGroups(const ByTable<int64_t>& wanted_base_rows) {
  ByTable<RowGroupShape> shapes{};
  for (size_t i = 0; i < shapes.size(); ++i) {
    const TableDescriptor& sizing = DescribeUnitTable(kFileTables[i]);
    shapes[i].unit_base_rows = EqualUnitBaseRows(
        wanted_base_rows[static_cast<size_t>(sizing.table)], sizing.max_unit_base_rows);
    shapes[i].units_per_row_group = DivideUp(wanted_base_rows[i], shapes[i].unit_base_rows);
  }
  return shapes;
}

}  // namespace tpch
