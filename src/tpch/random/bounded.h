// Maps a generator state to a value in a range exactly as dbgen's double arithmetic does.

#pragma once

#include <cstdint>

#include "tpch/random/lehmer.h"

namespace tpch {

/// Largest range for which the integer form below equals the double form for every state.
///
/// x * range / p is never an integer, because p is prime and larger than both factors, so it
/// differs from the nearest integer by at least 1/p = 4.6e-10. The two roundings of the double form
/// change it by less than range * 2^-52, which is smaller than 1/p for range < 2^21. Half of that
/// is kept as a margin.
inline constexpr int64_t kMaxIntegerRange = int64_t{1} << 20;

/// Returns floor(state * range / (2^31 - 1)). REQUIRES: 0 < state, 0 < range <= kMaxIntegerRange.
constexpr uint32_t DrawSmall(uint32_t state, uint32_t range) {
  // Division by p = 2^31 - 1: floor(q / p) = (q + floor(q / 2^31)) >> 31 for q < p * 2^31 unless q
  // is a multiple of p, and the product never is.
  const uint64_t product = static_cast<uint64_t>(state) * range;
  return static_cast<uint32_t>((product + (product >> 31)) >> 31);
}

/// Returns trunc((state / p) * range) as dbgen computes it.
/// dbgen: the division is rounded to a double before the multiplication.
constexpr int64_t DrawLarge(uint32_t state, int64_t range) {
  return static_cast<int64_t>(static_cast<double>(state) / static_cast<double>(kLehmerModulus) *
                              static_cast<double>(range));
}

/// Returns the value in [low, high] that dbgen draws for `state`.
constexpr int64_t Draw(uint32_t state, int64_t low, int64_t high) {
  const int64_t range = high - low + 1;
  return low + (range <= kMaxIntegerRange
                    ? static_cast<int64_t>(DrawSmall(state, static_cast<uint32_t>(range)))
                    : DrawLarge(state, range));
}

}  // namespace tpch
