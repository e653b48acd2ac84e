// The kernels of every target that this machine supports, called with 256 base rows like the tables
// do.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <array>
#include <numeric>

#include "bench/kernels/kernel_benchmark.h"
#include "tpch/random/kernels.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

constexpr int64_t kNumRows = 256;

template <typename T, int64_t kMaxRows = kNumRows>
using Values = std::array<T, kMaxRows + kKernelSlack>;

// The input of all kernels.
struct Input {
  Values<uint32_t> seeds;
  Values<uint8_t> num_lines;
  int64_t num_line_rows;
};

// Makes the input with the reference, so that every target reads the same.
Input MakeInput() {
  Input input{};
  const RowStream stream(streams::kOrderLineCount);
  kScalarKernels.fill_row_seeds(stream.seed(), stream.row_factor(), kNumRows, input.seeds.data());
  kScalarKernels.fill_draws_uint8(input.seeds.data(), kNumRows, 1, kMaxLines,
                                  input.num_lines.data());
  const auto begin = input.num_lines.begin();
  input.num_line_rows = std::accumulate(begin, begin + kNumRows, int64_t{0});
  return input;
}

// Registers `call`, which makes `num_rows` rows, as the benchmark `random/<kernel>/<target>`.
template <typename Call>
void Register(std::string_view kernel, const Kernels& target, int64_t num_rows, Call call) {
  benchmark::RegisterBenchmark(fmt::format("random/{}/{}", kernel, target.name).c_str(),
                               [num_rows, call](benchmark::State& state) {
                                 for (auto _ : state) {
                                   call();
                                   benchmark::ClobberMemory();
                                 }
                                 state.SetItemsProcessed(state.iterations() * num_rows);
                               });
}

void RegisterStates(const Kernels& target, const Input& input) {
  static Values<uint32_t, kNumRows * kMaxLines> states;
  Register("fill_row_seeds", target, kNumRows, [&] {
    const RowStream stream(streams::kLineComment);
    target.fill_row_seeds(stream.seed(), stream.row_factor(), kNumRows, states.data());
  });
  Register("multiply", target, kNumRows, [&] {
    target.multiply(input.seeds.data(), kNumRows, kLehmerMultiplier, states.data());
  });
  Register("fill_line_states", target, input.num_line_rows, [&] {
    static constexpr LineFactors kFactors = MakeLineFactors(1, 1);
    target.fill_line_states(input.seeds.data(), input.num_lines.data(), kNumRows, kFactors,
                            states.data());
  });
}

void RegisterDraws(const Kernels& target, const Input& input) {
  static Values<uint8_t> bytes;
  static Values<int32_t> words;
  static Values<int64_t> longs;
  Register("fill_draws_uint8", target, kNumRows, [&] {  // l_discount
    target.fill_draws_uint8(input.seeds.data(), kNumRows, 0, 10, bytes.data());
  });
  Register("fill_draws_int32", target, kNumRows, [&] {  // l_quantity
    target.fill_draws_int32(input.seeds.data(), kNumRows, 1, 50, words.data());
  });
  Register("fill_draws_int64", target, kNumRows, [&] {  // l_partkey at scale factor 1
    target.fill_draws_int64(input.seeds.data(), kNumRows, 1, 200'000, longs.data());
  });
  Register("fill_draws_int64_large_range", target, kNumRows, [&] {  // at scale factor 10
    target.fill_draws_int64(input.seeds.data(), kNumRows, 1, 2'000'000, longs.data());
  });
}

}  // namespace

void RegisterRandomBenchmarks() {
  static const Input kInput = MakeInput();
  for (const Kernels& target : AvailableKernels()) {
    RegisterStates(target, kInput);
    RegisterDraws(target, kInput);
  }
}

}  // namespace tpch
