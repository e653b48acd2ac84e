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
/// can give every unit its first state. Not thread-safe.
class PartKeyCursor {
 public:
  explicit PartKeyCursor(int64_t part_begin);

  /// Returns the state before the first line of base row `order`.
  /// REQUIRES: `order` is not before the part's begin or the order of an earlier call.
  uint64_t AdvanceTo(int64_t order);

 private:
  RowStream line_count_;
  int64_t order_;
  uint64_t state_;
};

}  // namespace tpch
