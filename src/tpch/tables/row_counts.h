// Converts between numbers of base rows and numbers of rows without generating them.

#pragma once

#include <cstdint>

#include "tpch/row_range.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Returns the number of rows of `table` for `base_rows`. Takes about 2 ms at most.
int64_t CountRows(Table table, RowRange base_rows);

/// Returns the shortest prefix of `base_rows` that has at least `num_rows` rows of `table`, or all
/// of `base_rows`. Takes about 2 ms at most.
RowRange BaseRowsWithRows(Table table, RowRange base_rows, int64_t num_rows);

}  // namespace tpch
