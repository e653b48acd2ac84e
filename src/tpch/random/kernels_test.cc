// The kernels of every target that this machine has against the definition: one step, one draw at a
// time.

#include "tpch/random/kernels.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/unit/random_numbers.h"
#include "tests/unit/reference_streams.h"
#include "tests/unit/used_ranges.h"
#include "tpch/random/bounded.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

constexpr int64_t kLengths[] = {0, 1, 2, 7, 8, 9, 15, 16, 17, 255, 256, 257};

/// Returns the first `num_rows` row seeds by single steps.
std::vector<uint32_t> WalkSeeds(StreamId id, int64_t num_rows) {
  std::vector<uint32_t> seeds;
  uint32_t state = id.seed;
  for (int64_t row = 0; row < num_rows; ++row) {
    seeds.push_back(state);
    for (int32_t draw = 0; draw < id.draws_per_row; ++draw) state = LehmerStep(state);
  }
  return seeds;
}

uint32_t Walk(uint32_t state, int64_t num_draws) {
  for (int64_t draw = 0; draw < num_draws; ++draw) state = LehmerStep(state);
  return state;
}

/// Cuts off what a kernel wrote behind the end.
template <typename T>
std::vector<T> First(std::vector<T> values, int64_t num_values) {
  values.resize(static_cast<size_t>(num_values));
  return values;
}

template <typename T>
std::vector<T> WithSlack(int64_t num_values) {
  return std::vector<T>(static_cast<size_t>(num_values + kKernelSlack));
}

/// Line counts 1..7 in every order of neighbours, or all the same.
std::vector<uint8_t> LineCounts(int64_t num_orders, int same) {
  std::mt19937_64 random = MakeRandom();
  std::vector<uint8_t> line_counts(static_cast<size_t>(num_orders));
  for (uint8_t& count : line_counts) {
    count = static_cast<uint8_t>(same > 0 ? same : 1 + random() % kMaxLines);
  }
  return line_counts;
}

class KernelsTest : public testing::TestWithParam<Kernels> {
 protected:
  void ExpectLineStates(StreamId id, const std::vector<uint8_t>& line_counts, int draws_per_line) {
    const auto num_orders = static_cast<int64_t>(line_counts.size());
    const std::vector<uint32_t> seeds = WalkSeeds(id, num_orders);
    std::vector<uint32_t> expected;
    for (size_t order = 0; order < seeds.size(); ++order) {
      for (int line = 0; line < line_counts[order]; ++line) {
        expected.push_back(Walk(seeds[order], line * draws_per_line + draws_per_line));
      }
    }
    auto padded_seeds = seeds;
    padded_seeds.resize(seeds.size() + kKernelSlack, 1);
    auto states = WithSlack<uint32_t>(static_cast<int64_t>(expected.size()));
    GetParam().fill_line_states(padded_seeds.data(), line_counts.data(), num_orders,
                                MakeLineFactors(draws_per_line, draws_per_line), states.data());
    EXPECT_EQ(First(states, static_cast<int64_t>(expected.size())), expected);
  }

  template <typename T>
  void ExpectDraws(const std::vector<uint32_t>& states, int64_t low, int64_t high) {
    for (const int64_t num_rows : kLengths) {
      auto values = WithSlack<T>(num_rows);
      Fill(states, num_rows, low, high, values.data());
      for (int64_t row = 0; row < num_rows; ++row) {
        ASSERT_EQ(values[row], static_cast<T>(Draw(states[row], low, high)))
            << "state " << states[row] << " in [" << low << ", " << high << "]";
      }
    }
  }

 private:
  void Fill(const std::vector<uint32_t>& states, int64_t num_rows, int64_t low, int64_t high,
            uint8_t* values) {
    GetParam().fill_draws_uint8(states.data(), num_rows, low, high, values);
  }
  void Fill(const std::vector<uint32_t>& states, int64_t num_rows, int64_t low, int64_t high,
            int32_t* values) {
    GetParam().fill_draws_int32(states.data(), num_rows, low, high, values);
  }
  void Fill(const std::vector<uint32_t>& states, int64_t num_rows, int64_t low, int64_t high,
            int64_t* values) {
    GetParam().fill_draws_int64(states.data(), num_rows, low, high, values);
  }
};

INSTANTIATE_TEST_SUITE_P(EveryTarget, KernelsTest, testing::ValuesIn(AvailableKernels()),
                         [](const auto& target) { return std::string(target.param.name); });

TEST_P(KernelsTest, RowSeedsEqualSingleStepsAtEveryLength) {
  for (const ReferenceStream& reference : kReferenceStreams) {
    for (const int64_t num_rows : kLengths) {
      const RowStream stream(reference.id);
      auto seeds = WithSlack<uint32_t>(num_rows);
      const uint32_t next =
          GetParam().fill_row_seeds(stream.seed(), stream.row_factor(), num_rows, seeds.data());
      const std::vector<uint32_t> walked = WalkSeeds(reference.id, num_rows + 1);
      EXPECT_EQ(First(seeds, num_rows), First(walked, num_rows)) << reference.column;
      EXPECT_EQ(next, walked.back()) << reference.column << " after " << num_rows;
    }
  }
}

TEST_P(KernelsTest, RowSeedsContinueWhereTheyEnded) {
  const RowStream stream(streams::kLineComment);
  uint32_t seed = stream.seed();
  std::vector<uint32_t> all;
  for (const int64_t num_rows : kLengths) {
    auto seeds = WithSlack<uint32_t>(num_rows);
    seed = GetParam().fill_row_seeds(seed, stream.row_factor(), num_rows, seeds.data());
    all.insert(all.end(), seeds.begin(), seeds.begin() + num_rows);
  }
  EXPECT_EQ(all, WalkSeeds(streams::kLineComment, static_cast<int64_t>(all.size())));
}

TEST_P(KernelsTest, StatesEqualSingleStepsAtEveryLength) {
  for (const ReferenceStream& reference : kReferenceStreams) {
    for (const int64_t num_rows : kLengths) {
      std::vector<uint32_t> states = WalkSeeds(reference.id, num_rows);
      const int draw = reference.draws_per_row;
      std::vector<uint32_t> expected = states;
      for (uint32_t& state : expected) state = Walk(state, draw);
      states.resize(static_cast<size_t>(num_rows + kKernelSlack), 1);
      GetParam().multiply(states.data(), num_rows, LehmerPower(draw), states.data());
      EXPECT_EQ(First(states, num_rows), expected) << reference.column;
    }
  }
}

TEST_P(KernelsTest, LineStatesEqualSingleStepsForEveryLineCount) {
  for (const int64_t num_orders : kLengths) {
    for (int same = 0; same <= kMaxLines; ++same) {
      const std::vector<uint8_t> line_counts = LineCounts(num_orders, same);
      ExpectLineStates(streams::kLineQuantity, line_counts, 1);
      ExpectLineStates(streams::kLineComment, line_counts, 2);
    }
  }
}

TEST_P(KernelsTest, DrawsEqualTheScalarDrawInEveryRangeAndType) {
  std::vector<uint32_t> states = {1, kLehmerModulus - 1};
  while (states.size() < 400) states.push_back(LehmerStep(states.back() / 2 + 1));
  for (const int64_t range : kUsedSmallRanges) {
    if (range <= 256) ExpectDraws<uint8_t>(states, 0, range - 1);
    ExpectDraws<int32_t>(states, 1, range);
    ExpectDraws<int32_t>(states, -3, range - 4);
    ExpectDraws<int64_t>(states, -99'999, range - 100'000);
  }
  for (const int64_t range : kUsedLargeRanges) {
    ExpectDraws<int64_t>(states, 1, range);
    if (range < kLehmerModulus) ExpectDraws<int32_t>(states, 0, range - 1);
  }
}

}  // namespace
}  // namespace tpch
