// Finds the base rows of a range of keys.

#pragma once

#include <cstdint>

#include "tpch/row_range.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Returns those of `base_rows` whose first key column (Describe(table).key_columns) is in `keys`.
RowRange BaseRowsWithKeys(Table table, RowRange base_rows, const KeyRange& keys);

}  // namespace tpch
