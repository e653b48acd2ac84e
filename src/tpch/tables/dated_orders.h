// Finds the orders of some days without drawing anything but the dates of orders.

#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "tpch/random/row_selection.h"
#include "tpch/row_range.h"
#include "tpch/tables/draws.h"

namespace tpch {

/// Walks over orders and selects those whose date is in a range. Takes about 1 ns for each order.
/// Not thread-safe.
class DatedOrders {
 public:
  explicit DatedOrders(DayRange days);

  const RowStream& stream() { return *order_day_.stream(); }

  /// Moves to the first of these orders.
  void Start(RowRange orders);

  /// Returns the next orders of these days, at most kDrawBlockRows and perhaps none, or nullopt at
  /// the end. The offsets are valid until the next call.
  std::optional<RowSelection> Next();

 private:
  void AppendBlock(int64_t num_orders);

  uint32_t first_day_;
  uint32_t num_days_;
  ValueDraws order_day_;
  int64_t num_left_ = 0;
  RowSelection selected_;
  std::array<uint16_t, kDrawBlockRows> offsets_;
};

}  // namespace tpch
