// Proves at every state that the draws of all kernels equal dbgen's arithmetic.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>

#include "tests/unit/threads.h"
#include "tests/unit/used_ranges.h"
#include "tpch/base/available_cpus.h"
#include "tpch/random/kernels.h"

namespace tpch {
namespace {

constexpr int64_t kBlockStates = 2048;

/// A block of consecutive states.
struct StateBlock {
  std::array<uint32_t, kBlockStates> states;
  /// dbgen: the quotients are rounded before anything else happens.
  std::array<double, kBlockStates> quotients;
  int64_t size = 0;

  explicit StateBlock(int64_t first) : size(std::min(kBlockStates, kLehmerModulus - first)) {
    for (int64_t i = 0; i < size; ++i) {
      states[i] = static_cast<uint32_t>(first + i);
      quotients[i] = static_cast<double>(first + i) / 2147483647.0;
    }
  }
};

/// Returns the number of targets whose kernels draw other values than dbgen.
int64_t CountWrongTargets(const StateBlock& block, int64_t range) {
  using Values = std::array<int32_t, kBlockStates + kKernelSlack>;
  Values expected;
  const auto double_range = static_cast<double>(range);
  for (int64_t i = 0; i < block.size; ++i) {
    expected[i] = static_cast<int32_t>(block.quotients[i] * double_range);
  }
  int64_t num_wrong_targets = 0;
  for (const Kernels& kernels : AvailableKernels()) {
    Values values;
    kernels.fill_draws_int32(block.states.data(), block.size, 0, range - 1, values.data());
    const bool equal = std::equal(values.begin(), values.begin() + block.size, expected.begin());
    num_wrong_targets += equal ? 0 : 1;
  }
  return num_wrong_targets;
}

TEST(Bounded, KernelsEqualDoubleFormAtEveryStateInEveryUsedRange) {
  std::atomic<int64_t> next_state = 1;
  std::atomic<int64_t> num_wrong_targets = 0;
  RunThreads(CountAvailableCpus(), [&](int /*thread*/) {
    for (int64_t state; (state = next_state.fetch_add(kBlockStates)) < kLehmerModulus;) {
      const StateBlock block(state);
      for (const int64_t range : kUsedSmallRanges) {
        num_wrong_targets += CountWrongTargets(block, range);
      }
    }
  });
  EXPECT_EQ(num_wrong_targets, 0);
}

}  // namespace
}  // namespace tpch
