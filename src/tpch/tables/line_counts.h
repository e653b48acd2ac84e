// Counts the lineitem rows of a range of orders without generating them.

#pragma once

#include <cstdint>

#include "tpch/random/lehmer.h"
#include "tpch/row_range.h"

namespace tpch {

/// Orders after which their generator, and with it the line counts, repeats.
inline constexpr int64_t kLinePeriodOrders = kLehmerModulus - 1;

/// Orders between the checkpoints that the build computes (tools/make_line_checkpoints).
inline constexpr int64_t kLineBlockOrders = int64_t{1} << 19;

/// The largest number of lines of an order; all numbers from 1 are equally likely.
inline constexpr int64_t kMaxLinesOfOrder = 7;

/// Returns the number of lineitem rows of `orders`. Takes 2 ns for each order in short ranges, and
/// never more than about 2 ms.
int64_t CountLines(RowRange orders);

/// Returns the shortest prefix of `orders` that has at least `num_lines` lineitem rows, or all of
/// `orders`. Takes about 2 ms at most.
RowRange OrdersWithLines(RowRange orders, int64_t num_lines);

}  // namespace tpch
