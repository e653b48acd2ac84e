#include "tpch/parquet/row_groups.h"

#include <algorithm>

#include "tpch/base/divide.h"

namespace tpch {
namespace {

/// Base rows of a unit, by Table: 2 to 5 MB before compression, and the same for orders and
/// lineitem, so that they are made together.
constexpr ByTable<int64_t> kPreferredUnitBaseRows = {32'768, 32'768, 32'768, 65'536,
                                                     8'192,  32'768, 32'768, 32'768};
static_assert(*std::ranges::max_element(kPreferredUnitBaseRows) == kMaxUnitBaseRows);

/// Returns the base rows of equal units of at most the preferred size.
int64_t EqualUnitBaseRows(int64_t row_group_base_rows, int64_t preferred_unit_base_rows) {
  return DivideUp(row_group_base_rows, DivideUp(row_group_base_rows, preferred_unit_base_rows));
}

}  // namespace

RowGroupSize SizeOfRowGroups(const ParquetOptions& options) {
  if (options.row_group_bytes) return {RowGroupSize::Unit::kBytes, *options.row_group_bytes};
  return {RowGroupSize::Unit::kRows, options.row_group_rows.value_or(kDefaultRowGroupRows)};
}

ByTable<RowGroupShape> ShapeRowGroups(const ByTable<int64_t>& wanted_base_rows) {
  ByTable<RowGroupShape> shapes{};
  for (size_t i = 0; i < shapes.size(); ++i) {
    shapes[i].unit_base_rows = EqualUnitBaseRows(wanted_base_rows[i], kPreferredUnitBaseRows[i]);
  }
  // Orders are made with their lines, so lineitem's units are theirs.
  shapes[static_cast<size_t>(Table::kOrders)].unit_base_rows =
      shapes[static_cast<size_t>(Table::kLineitem)].unit_base_rows;
  for (size_t i = 0; i < shapes.size(); ++i) {
    shapes[i].units_per_row_group = DivideUp(wanted_base_rows[i], shapes[i].unit_base_rows);
  }
  return shapes;
}

}  // namespace tpch
