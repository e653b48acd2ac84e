// Draws for many rows at once: these loops make nearly all random numbers. Every kernel has a
// scalar reference and a version for each SIMD target; all return the same values.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "tpch/random/stream.h"
#include "tpch/status.h"

namespace tpch {

/// Most lines that an order can have.
inline constexpr int kMaxLines = 7;

/// Entries that a kernel may write past the end of its output.
inline constexpr int kKernelSlack = 16;

/// Factors from an order's line seed to the states of its lines 1, 2, …; one entry more than lines,
/// so that a kernel can always compute eight.
using LineFactors = std::array<uint32_t, kMaxLines + 1>;

/// Returns the factors for draw `draw` (from 1) of a line that takes `draws_per_line` draws.
constexpr LineFactors MakeLineFactors(int draws_per_line, int draw) {
  LineFactors factors{};
  for (int line = 0; line <= kMaxLines; ++line) {
    factors[line] = LehmerPower(line * draws_per_line + draw);
  }
  return factors;
}

/// The kernels of one CPU target. `seeds`, `states` and `values` need no alignment; outputs have
/// room for kKernelSlack more entries.
struct Kernels {
  std::string_view name;  ///< `scalar`, `sse4`, `avx2`, `avx512`, `neon`, …

  /// Writes the geometric sequence seed · row_factor^i for i in [0, num_rows) and returns its next
  /// element.
  uint32_t (*fill_row_seeds)(uint32_t seed, uint32_t row_factor, int64_t num_rows, uint32_t* seeds);

  /// Writes seeds[i] · factor. `states` may be `seeds`.
  void (*multiply)(const uint32_t* seeds, int64_t num_rows, uint32_t factor, uint32_t* states);

  /// Writes seeds[i] · factors[k] for k in [0, num_lines[i]), order after order.
  void (*fill_line_states)(const uint32_t* seeds, const uint8_t* num_lines, int64_t num_orders,
                           const LineFactors& factors, uint32_t* states);

  /// Writes the value in [low, high] that each state draws. REQUIRES: `values` can hold the range.
  void (*fill_draws_uint8)(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high,
                           uint8_t* values);
  void (*fill_draws_int32)(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high,
                           int32_t* values);
  void (*fill_draws_int64)(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high,
                           int64_t* values);
};

/// The scalar definition of all kernels.
extern const Kernels kScalarKernels;

/// Returns the kernels of all targets that this CPU supports, best first and scalar last.
std::span<const Kernels> AvailableKernels();

/// Returns the kernels that the process uses: those that the environment variable TPCH_CPU names at
/// the first call, or the best.
const Kernels& ActiveKernels();

/// Returns Invalid, listing the names this CPU supports, if TPCH_CPU has another value.
Status CheckKernelChoice();

/// Writes the seeds of the stream's next `num_rows` rows and moves the stream past them.
void FillRowSeeds(RowStream* stream, int64_t num_rows, uint32_t* seeds);

/// Writes the state of draw `draw` (from 1) of every row. `states` may be `seeds`.
void FillStates(const uint32_t* seeds, int64_t num_rows, int draw, uint32_t* states);

/// Writes the line states of `num_orders` orders in sequence: order i has `num_lines[i]` states.
void FillLineStates(const uint32_t* seeds, const uint8_t* num_lines, int64_t num_orders,
                    const LineFactors& factors, uint32_t* states);

/// Writes the value in [low, high] that each state draws.
void FillDraws(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high,
               uint8_t* values);
void FillDraws(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high,
               int32_t* values);
void FillDraws(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high,
               int64_t* values);

}  // namespace tpch
