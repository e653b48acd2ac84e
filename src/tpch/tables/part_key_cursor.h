// The 64-bit l_partkey stream of the largest scale factors, which can only be walked order by order
// from the start of a part.

#pragma once

#include <cstdint>

#include "tpch/random/stream.h"
#include "tpch/random/wide.h"
#include "tpch/scale_factor.h"

namespace tpch {

/// Returns whether o_custkey and l_partkey use 64-bit streams.
/// dbgen: from scale factor 30 000.
inline bool UsesWideStreams(const ScaleFactor& scale_factor) {
  return scale_factor.integer_part() >= 30'000;
}

/// Walks the l_partkey state over the orders of one part, about 20 ns for each order, so that a run
/// can give every unit its first state, and draws part keys. Not thread-safe.
class PartKeyCursor {
 public:
  explicit PartKeyCursor(int64_t part_begin);

  /// Starts at an order whose state, as AdvanceTo returns it, is known.
  PartKeyCursor(int64_t order, uint64_t state);

  /// Returns the state before the first line of base row `order`.
  /// REQUIRES: `order` is not before the part's begin or the order of an earlier call.
  uint64_t AdvanceTo(int64_t order);

  /// Writes the part keys, 1 to `num_parts`, of the current order, which has `num_lines` lines, and
  /// moves to the next order.
  void DrawOrder(int64_t num_lines, int64_t num_parts, int64_t* part_keys);

 private:
  RowStream line_count_;
  int64_t order_;
  uint64_t state_;
};

}  // namespace tpch
