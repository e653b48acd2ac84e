// dbgen's 64-bit generator, used for o_custkey and l_partkey from scale factor 30 000.
// Its end-of-row skip does not jump in the same sequence, so a row can be reached only from the
// start of its part.

#pragma once

#include <cstdint>

#include "tpch/random/lehmer.h"

namespace tpch {

/// Returns the state one draw later (modulo 2^64).
constexpr uint64_t WideStep(uint64_t state) { return state * 6364136223846793005U + 1; }

/// Returns the state `num_draws` draws later, within a row. O(log n).
constexpr uint64_t WideSkip(uint64_t state, int64_t num_draws) {
  // Composes x -> m x + c with itself, once for each bit of the number of draws.
  uint64_t multiplier = 6364136223846793005U;
  uint64_t increment = 1;
  for (int64_t rest = num_draws; rest > 0; rest >>= 1) {
    if (rest & 1) state = state * multiplier + increment;
    increment *= multiplier + 1;
    multiplier *= multiplier;
  }
  return state;
}

/// Maps a state to a value in [low, low + range).
constexpr int64_t WideDraw(uint64_t state, int64_t low, int64_t range) {
  const uint64_t magnitude = static_cast<int64_t>(state) < 0 ? 0 - state : state;
  return low + static_cast<int64_t>(magnitude % static_cast<uint64_t>(range));
}

/// Skips the draws that a row did not use.
/// dbgen: multiplies the 64-bit state by powers of the 31-bit multiplier with wrap-around, and
/// reduces it with the sign of the dividend, so it may become negative. Without unused draws it is
/// unchanged.
constexpr uint64_t WideFinishRow(uint64_t state, int64_t num_unused_draws) {
  uint32_t multiplier = kLehmerMultiplier;
  for (int64_t rest = num_unused_draws; rest > 0; rest >>= 1) {
    if (rest & 1) {
      state = static_cast<uint64_t>(static_cast<int64_t>(multiplier * state) %
                                    static_cast<int64_t>(kLehmerModulus));
    }
    multiplier = LehmerMultiply(multiplier, multiplier);
  }
  return state;
}

}  // namespace tpch
