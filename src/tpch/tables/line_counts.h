// How many lineitem rows a range of orders has, without generating them.

#pragma once

#include <cstdint>

#include "tpch/random/lehmer.h"
#include "tpch/schema/row_range.h"

namespace tpch {

/// Orders after which their generator, and with it the numbers of lines, begins again.
inline constexpr int64_t kLinePeriodOrders = kLehmerModulus - 1;

/// Orders between those whose lines before are known from the build (tools/make_line_checkpoints).
inline constexpr int64_t kLineBlockOrders = int64_t{1} << 19;

/// Lines of an order, at most; each number from 1 is as likely as the others.
inline constexpr int64_t kMaxLinesOfOrder = 7;

/// Returns the number of lineitem rows of `orders`: 2 ns an order for short ranges, and never more
/// than about 2 ms.
int64_t CountLines(RowRange orders);

/// Returns the shortest range from the beginning of `orders` that has at least `num_lines` lineitem
/// rows, or all of `orders`. Takes about 2 ms at most.
RowRange OrdersWithLines(RowRange orders, int64_t num_lines);

}  // namespace tpch
