#include "tpch/random/kernels.h"

#include <cstddef>

#include "tpch/random/bounded.h"

namespace tpch {

void FillRowSeeds(RowStream* stream, int64_t num_rows, uint32_t* seeds) {
  for (int64_t row = 0; row < num_rows; ++row) seeds[row] = stream->NextSeed();
}

void FillStates(const uint32_t* seeds, int64_t num_rows, int draw, uint32_t* states) {
  const uint32_t factor = LehmerPower(draw);
  for (int64_t row = 0; row < num_rows; ++row) states[row] = LehmerMultiply(seeds[row], factor);
}

void FillLineStates(const uint32_t* seeds, const uint8_t* num_lines, int64_t num_orders,
                    const LineFactors& factors, uint32_t* states) {
  for (int64_t order = 0; order < num_orders; ++order) {
    // All eight are made and the next order overwrites the surplus: no branch on the line count.
    for (std::size_t line = 0; line < factors.size(); ++line) {
      states[line] = LehmerMultiply(seeds[order], factors[line]);
    }
    states += num_lines[order];
  }
}

template <typename T>
void FillDraws(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high, T* values) {
  const int64_t range = high - low + 1;
  if (range <= kMaxIntegerRange) {
    const auto small_range = static_cast<uint32_t>(range);
    for (int64_t row = 0; row < num_rows; ++row) {
      values[row] = static_cast<T>(low + DrawSmall(states[row], small_range));
    }
  } else {
    for (int64_t row = 0; row < num_rows; ++row) {
      values[row] = static_cast<T>(low + DrawLarge(states[row], range));
    }
  }
}

template void FillDraws(const uint32_t*, int64_t, int64_t, int64_t, uint8_t*);
template void FillDraws(const uint32_t*, int64_t, int64_t, int64_t, uint32_t*);
template void FillDraws(const uint32_t*, int64_t, int64_t, int64_t, int32_t*);
template void FillDraws(const uint32_t*, int64_t, int64_t, int64_t, int64_t*);

}  // namespace tpch
