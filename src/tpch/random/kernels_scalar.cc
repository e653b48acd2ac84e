// The scalar reference that every SIMD target must match.

#include "tpch/random/bounded.h"
#include "tpch/random/kernels.h"

namespace tpch {
namespace {

uint32_t ScalarFillRowSeeds(uint32_t seed, uint32_t row_factor, int64_t num_rows, uint32_t* seeds) {
  for (int64_t row = 0; row < num_rows; ++row) {
    seeds[row] = seed;
    seed = LehmerMultiply(seed, row_factor);
  }
  return seed;
}

void ScalarMultiply(const uint32_t* seeds, int64_t num_rows, uint32_t factor, uint32_t* states) {
  for (int64_t row = 0; row < num_rows; ++row) states[row] = LehmerMultiply(seeds[row], factor);
}

void ScalarFillLineStates(const uint32_t* seeds, const uint8_t* num_lines, int64_t num_orders,
                          const LineFactors& factors, uint32_t* states) {
  for (int64_t order = 0; order < num_orders; ++order) {
    for (int line = 0; line < num_lines[order]; ++line) {
      *states++ = LehmerMultiply(seeds[order], factors[static_cast<uint32_t>(line)]);
    }
  }
}

template <typename T>
void ScalarFillDraws(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high,
                     T* values) {
  for (int64_t row = 0; row < num_rows; ++row) {
    values[row] = static_cast<T>(Draw(states[row], low, high));
  }
}

}  // namespace

const Kernels kScalarKernels = {"scalar",
                                ScalarFillRowSeeds,
                                ScalarMultiply,
                                ScalarFillLineStates,
                                ScalarFillDraws<uint8_t>,
                                ScalarFillDraws<int32_t>,
                                ScalarFillDraws<int64_t>};

}  // namespace tpch
