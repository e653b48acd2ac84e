// The kernels for SIMD targets; Google Highway compiles this file once for each. States are 31-bit
// numbers in 64-bit lanes, so that products fit.

#include <string>
#include <type_traits>
#include <vector>

#include "tpch/random/bounded.h"
#include "tpch/random/kernels.h"

// AVX3_DL adds nothing that the kernels use.
#define HWY_DISABLED_TARGETS HWY_AVX3_DL
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tpch/random/kernels_simd.cc"
#include <hwy/foreach_target.h>  // NOLINT: includes this file again for each target
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace tpch::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// At most eight lanes: an order's lines fill one vector.
constexpr size_t kMaxLanes = std::tuple_size_v<LineFactors>;
using D64 = hn::CappedTag<uint64_t, kMaxLanes>;
using V64 = hn::Vec<D64>;
using D32 = hn::Rebind<uint32_t, D64>;  // half the size, the same number of lanes

HWY_INLINE V64 LoadStates(const uint32_t* states) {
  return hn::PromoteTo(D64(), hn::LoadU(D32(), states));
}

HWY_INLINE void StoreStates(V64 states, uint32_t* out) {
  hn::StoreU(hn::TruncateTo(D32(), states), D32(), out);
}

// Multiplies the low halves of the lanes.
HWY_INLINE V64 MultiplyLanes(V64 a, V64 b) {
  const hn::Repartition<uint32_t, D64> d;
  return hn::MulEven(hn::BitCast(d, a), hn::BitCast(d, b));
}

HWY_INLINE V64 LehmerMultiplyLanes(V64 a, V64 b) {
  const D64 d;
  const hn::Repartition<uint32_t, D64> d32;
  const V64 modulus = hn::Set(d, kLehmerModulus);
  const V64 product = MultiplyLanes(a, b);
  const V64 folded = hn::Add(hn::And(product, modulus), hn::ShiftRight<31>(product));
  // Below the modulus the difference wraps around and becomes the larger of the two.
  const auto reduced = hn::Sub(hn::BitCast(d32, folded), hn::BitCast(d32, modulus));
  return hn::BitCast(d, hn::Min(hn::BitCast(d32, folded), reduced));
}

uint32_t FillRowSeedsSimd(uint32_t seed, uint32_t row_factor, int64_t num_rows, uint32_t* seeds) {
  const D64 d;
  const auto num_lanes = static_cast<int64_t>(hn::Lanes(d));
  // Two chains of vectors, because each multiplication waits for the previous one.
  uint32_t first[2 * kMaxLanes];
  kScalarKernels.fill_row_seeds(seed, row_factor, 2 * num_lanes, first);
  V64 even = LoadStates(first);
  V64 odd = LoadStates(first + num_lanes);
  // row_factor to the power of the rows per loop iteration, which is a power of two.
  uint32_t step_factor = row_factor;
  for (int64_t i = 1; i < 2 * num_lanes; i *= 2) {
    step_factor = LehmerMultiply(step_factor, step_factor);
  }
  const V64 step = hn::Set(d, step_factor);
  for (int64_t row = 0; row < num_rows; row += 2 * num_lanes) {
    StoreStates(even, seeds + row);
    StoreStates(odd, seeds + row + num_lanes);
    even = LehmerMultiplyLanes(even, step);
    odd = LehmerMultiplyLanes(odd, step);
  }
  return num_rows == 0 ? seed : LehmerMultiply(seeds[num_rows - 1], row_factor);
}

void MultiplySimd(const uint32_t* seeds, int64_t num_rows, uint32_t factor, uint32_t* states) {
  const D64 d;
  const V64 factors = hn::Set(d, factor);
  for (int64_t row = 0; row < num_rows; row += static_cast<int64_t>(hn::Lanes(d))) {
    StoreStates(LehmerMultiplyLanes(LoadStates(seeds + row), factors), states + row);
  }
}

void FillLineStatesSimd(const uint32_t* seeds, const uint8_t* num_lines, int64_t num_orders,
                        const LineFactors& factors, uint32_t* states) {
  const D64 d;
  for (int64_t order = 0; order < num_orders; ++order) {
    // Compute all eight: no branch on the line count. The next order overwrites the surplus.
    const V64 seed = hn::Set(d, seeds[order]);
    for (size_t line = 0; line < factors.size(); line += hn::Lanes(d)) {
      StoreStates(LehmerMultiplyLanes(seed, LoadStates(factors.data() + line)), states + line);
    }
    states += num_lines[order];
  }
}

// Stores lanes as T. REQUIRES: T holds their values.
template <typename T>
HWY_INLINE void StoreAs(V64 lanes, T* out) {
  if constexpr (sizeof(T) == sizeof(uint64_t)) {
    hn::StoreU(lanes, D64(), reinterpret_cast<uint64_t*>(out));
  } else {
    using Unsigned = std::make_unsigned_t<T>;
    const hn::Rebind<Unsigned, D64> d;
    hn::StoreU(hn::TruncateTo(d, lanes), d, reinterpret_cast<Unsigned*>(out));
  }
}

template <typename T>
HWY_INLINE void FillSmallDraws(const uint32_t* states, int64_t num_rows, int64_t low,
                               uint32_t range, T* values) {
  const D64 d;
  const V64 ranges = hn::Set(d, range);
  const V64 lows = hn::Set(d, static_cast<uint64_t>(low));
  for (int64_t row = 0; row < num_rows; row += static_cast<int64_t>(hn::Lanes(d))) {
    const V64 product = MultiplyLanes(LoadStates(states + row), ranges);
    const V64 sum = hn::Add(product, hn::ShiftRight<31>(product));
    StoreAs(hn::Add(hn::ShiftRight<31>(sum), lows), values + row);
  }
}

// DrawLarge in each lane. REQUIRES: the range fits in 31 bits.
template <typename T>
HWY_INLINE void FillLargeDraws(const uint32_t* states, int64_t num_rows, int64_t low, int64_t range,
                               T* values) {
  const hn::RebindToFloat<D64> d;
  const hn::Rebind<int64_t, D64> d_int64;
  const hn::Rebind<int32_t, D64> d_int32;
  const auto modulus = hn::Set(d, static_cast<double>(kLehmerModulus));
  const auto ranges = hn::Set(d, static_cast<double>(range));
  const auto lows = hn::Set(d_int64, low);
  for (int64_t row = 0; row < num_rows; row += static_cast<int64_t>(hn::Lanes(d))) {
    const auto state = hn::LoadU(d_int32, reinterpret_cast<const int32_t*>(states + row));
    // dbgen: the division is rounded to a double before the multiplication.
    const auto scaled = hn::Mul(hn::Div(hn::PromoteTo(d, state), modulus), ranges);
    const auto draw = hn::PromoteTo(d_int64, hn::DemoteTo(d_int32, scaled));
    StoreAs(hn::BitCast(D64(), hn::Add(draw, lows)), values + row);
  }
}

template <typename T>
void FillDrawsSimd(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high, T* values) {
  const int64_t range = high - low + 1;
  if (range <= kMaxIntegerRange) {
    FillSmallDraws(states, num_rows, low, static_cast<uint32_t>(range), values);
  } else if (range <= kLehmerModulus) {
    FillLargeDraws(states, num_rows, low, range, values);
  } else if constexpr (sizeof(T) == sizeof(int64_t)) {
    // Only keys at the largest scale factors.
    kScalarKernels.fill_draws_int64(states, num_rows, low, high, values);
  }
}

Kernels MakeKernels() {
  return {{},
          FillRowSeedsSimd,
          MultiplySimd,
          FillLineStatesSimd,
          FillDrawsSimd<uint8_t>,
          FillDrawsSimd<int32_t>,
          FillDrawsSimd<int64_t>};
}

}  // namespace tpch::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tpch {
namespace {

// A SIMD target. `make_kernels` is null if this file was not compiled for it.
struct SimdTarget {
  std::string_view name;
  bool is_supported;
  Kernels (*make_kernels)();
};

// Returns the targets, best first. Highway can list those that the CPU supports too, but in its
// library, which Debian has only as a shared one.
std::vector<SimdTarget> SimdTargets() {
#if HWY_ARCH_X86
  const bool has_sse4 = __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("aes") &&
                        __builtin_cpu_supports("pclmul");
  // CPUs with these have all else that Highway uses. Clang 14 does not know the names of levels.
  const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                        __builtin_cpu_supports("bmi2");
  const bool has_avx512 = has_avx2 && __builtin_cpu_supports("avx512vl") &&
                          __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
  return {{"avx512", has_avx512, HWY_CHOOSE_AVX3(MakeKernels)},
          {"avx2", has_avx2, HWY_CHOOSE_AVX2(MakeKernels)},
          {"sse4", has_sse4, HWY_CHOOSE_SSE4(MakeKernels)},
          {"ssse3", __builtin_cpu_supports("ssse3") != 0, HWY_CHOOSE_SSSE3(MakeKernels)}};
#elif HWY_ARCH_ARM
  return {{"neon", true, HWY_STATIC_DISPATCH(MakeKernels)}};
#else
  return {};
#endif
}

std::vector<Kernels> MakeAvailableKernels() {
  std::vector<Kernels> available;
  for (const SimdTarget& target : SimdTargets()) {
    if (!target.is_supported || target.make_kernels == nullptr) continue;
    available.push_back(target.make_kernels());
    available.back().name = target.name;
  }
  available.push_back(kScalarKernels);
  return available;
}

}  // namespace

std::span<const Kernels> AvailableKernels() {
  // Outlives all threads.
  static const auto* const kAvailable = new std::vector<Kernels>(MakeAvailableKernels());
  return *kAvailable;
}

}  // namespace tpch
#endif  // HWY_ONCE
