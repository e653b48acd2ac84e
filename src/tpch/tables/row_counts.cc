#include "tpch/tables/row_counts.h"

#include <algorithm>

#include "tpch/base/divide.h"
#include "tpch/tables/line_counts.h"

namespace tpch {

static_assert(Describe(Table::kLineitem).max_rows_per_base_row == kMaxLinesOfOrder);

int64_t CountRows(Table table, RowRange base_rows) {
  if (table == Table::kLineitem) return CountLines(base_rows);
  return base_rows.size() * Describe(table).rows_per_base_row;
}

RowRange BaseRowsWithRows(Table table, RowRange base_rows, int64_t num_rows) {
  if (table == Table::kLineitem) return OrdersWithLines(base_rows, num_rows);
  const int64_t num_base_rows = DivideUp(num_rows, Describe(table).rows_per_base_row);
  return {base_rows.begin, std::min(base_rows.end, base_rows.begin + num_base_rows)};
}

}  // namespace tpch
