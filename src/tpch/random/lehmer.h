// dbgen's 31-bit generator: x <- 16807 x mod (2^31 - 1), with exact jumps.

#pragma once

#include <cstdint>

namespace tpch {

inline constexpr uint32_t kLehmerModulus = 2147483647;  // 2^31 - 1, a prime
inline constexpr uint32_t kLehmerMultiplier = 16807;

/// Returns a * b mod 2^31 - 1. REQUIRES: both factors are below the modulus.
constexpr uint32_t LehmerMultiply(uint32_t a, uint32_t b) {
  // 2^31 = 1 (mod 2^31 - 1), so the high part of the product folds onto the low part.
  const uint64_t product = static_cast<uint64_t>(a) * b;
  const auto folded = static_cast<uint32_t>((product & kLehmerModulus) + (product >> 31));
  return folded >= kLehmerModulus ? folded - kLehmerModulus : folded;
}

/// Returns the state one draw later.
constexpr uint32_t LehmerStep(uint32_t state) { return LehmerMultiply(state, kLehmerMultiplier); }

/// A state for consecutive draws. It is reduced only when read, which shortens the chain of
/// dependent operations.
class LazyState {
 public:
  explicit constexpr LazyState(uint32_t state) : congruent_(state) {}

  /// Moves to the next draw and returns its state.
  constexpr uint32_t Step() {
    const uint64_t product = congruent_ * kLehmerMultiplier;
    congruent_ = (product & kLehmerModulus) + (product >> 31);
    return value();
  }

  /// Returns the reduced state.
  constexpr uint32_t value() const {
    return static_cast<uint32_t>(congruent_ >= kLehmerModulus ? congruent_ - kLehmerModulus
                                                              : congruent_);
  }

 private:
  uint64_t congruent_;  // below 2^31 + 2^15
};

/// Returns 16807^num_draws mod 2^31 - 1, the factor that skips `num_draws` draws. O(log n).
/// REQUIRES: num_draws >= 0.
constexpr uint32_t LehmerPower(int64_t num_draws) {
  uint32_t power = 1;
  uint32_t square = kLehmerMultiplier;
  for (int64_t rest = num_draws; rest > 0; rest >>= 1) {
    if (rest & 1) power = LehmerMultiply(power, square);
    square = LehmerMultiply(square, square);
  }
  return power;
}

/// Returns the state `num_draws` draws later. O(log n).
constexpr uint32_t LehmerSkip(uint32_t state, int64_t num_draws) {
  return LehmerMultiply(state, LehmerPower(num_draws));
}

}  // namespace tpch
