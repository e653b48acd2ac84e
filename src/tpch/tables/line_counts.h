// How many lineitem rows a range of orders has, without generating them.

#pragma once

#include <cstdint>

#include "tpch/schema/row_range.h"

namespace tpch {

/// Returns the number of lineitem rows of `orders`. About 2 ns an order.
int64_t CountLines(RowRange orders);

/// Returns the shortest range from the beginning of `orders` that has at least `num_lines` lineitem
/// rows, or all of `orders`.
RowRange OrdersWithLines(RowRange orders, int64_t num_lines);

}  // namespace tpch
