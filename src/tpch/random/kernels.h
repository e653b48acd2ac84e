// Draws for many rows at once: the loops in which most random numbers are made.

#pragma once

#include <array>
#include <cstdint>

#include "tpch/random/stream.h"

namespace tpch {

/// Most lines that an order can have.
inline constexpr int kMaxLines = 7;

/// Entries that a kernel may write behind the last one that it promises.
inline constexpr int kKernelSlack = 16;

/// Factors that lead from an order's line seed to the states of its lines 1, 2, …; one entry more
/// than lines so that a kernel may always make eight.
using LineFactors = std::array<uint32_t, kMaxLines + 1>;

/// Returns the factors for draw `draw` (from 1) of `draws_per_line` draws a line.
constexpr LineFactors MakeLineFactors(int draws_per_line, int draw) {
  LineFactors factors{};
  for (int line = 0; line <= kMaxLines; ++line) {
    factors[line] = LehmerPower(line * draws_per_line + draw);
  }
  return factors;
}

/// Writes the seeds of the stream's next `num_rows` rows and moves the stream behind them.
/// `seeds` has room for kKernelSlack entries more.
void FillRowSeeds(RowStream* stream, int64_t num_rows, uint32_t* seeds);

/// Writes the state of draw `draw` (from 1) of every row. `states` may be `seeds`.
void FillStates(const uint32_t* seeds, int64_t num_rows, int draw, uint32_t* states);

/// Writes the line states of `num_orders` orders one after another: order i contributes
/// `num_lines[i]` states. `states` has room for kKernelSlack entries more.
void FillLineStates(const uint32_t* seeds, const uint8_t* num_lines, int64_t num_orders,
                    const LineFactors& factors, uint32_t* states);

/// Writes the value in [low, high] that each state draws. T holds every value of the range.
template <typename T>
void FillDraws(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high, T* values);

extern template void FillDraws(const uint32_t*, int64_t, int64_t, int64_t, uint8_t*);
extern template void FillDraws(const uint32_t*, int64_t, int64_t, int64_t, uint32_t*);
extern template void FillDraws(const uint32_t*, int64_t, int64_t, int64_t, int32_t*);
extern template void FillDraws(const uint32_t*, int64_t, int64_t, int64_t, int64_t*);

}  // namespace tpch
