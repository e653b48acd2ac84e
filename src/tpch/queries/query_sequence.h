// The random sequence of one query.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "tpch/random/bounded.h"
#include "tpch/random/lehmer.h"
#include "tpch/words/distribution.h"

namespace tpch {

/// Draws from a sequence of dbgen's generator. Cheap to copy. Not thread-safe.
class QuerySequence {
 public:
  /// REQUIRES: 0 < state < kLehmerModulus.
  explicit constexpr QuerySequence(uint32_t state = 1) : state_(state) {}

  /// Returns the next number in [low, high].
  int64_t Number(int64_t low, int64_t high) {
    state_ = LehmerStep(state_);
    return Draw(state_, low, high);
  }

  /// Picks a word with its weight. REQUIRES: no weight is negative.
  std::string_view Pick(Distribution distribution) {
    int64_t rest = Number(1, TotalWeight(distribution));
    for (const WeightedWord& word : distribution) {
      rest -= word.weight;
      if (rest <= 0) return word.text;
    }
    return {};
  }

  /// Shuffles a list with as many draws as it has entries.
  void Shuffle(std::span<uint8_t> list) {
    const auto last = static_cast<int64_t>(list.size()) - 1;
    for (int64_t i = 0; i <= last; ++i) {
      std::swap(list[static_cast<size_t>(i)], list[static_cast<size_t>(Number(i, last))]);
    }
  }

 private:
  uint32_t state_;
};

}  // namespace tpch
