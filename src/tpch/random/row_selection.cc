#include "tpch/random/row_selection.h"

#include <array>

#include "tpch/random/kernels.h"

namespace tpch {
namespace {

constexpr int64_t kNumPowers = 1024;
using Powers = std::array<uint32_t, kNumPowers>;

// Returns 16807^(step * i) for every i.
constexpr Powers MakePowers(int64_t step) {
  Powers powers{};
  const uint32_t factor = LehmerPower(step);
  uint32_t power = 1;
  for (uint32_t& next : powers) {
    next = power;
    power = LehmerMultiply(power, factor);
  }
  return powers;
}

constexpr Powers kPowers = MakePowers(1);
constexpr Powers kHighPowers = MakePowers(kNumPowers);

static_assert(kMaxSelectionRows * 16 <= kNumPowers * kNumPowers);

// Returns LehmerPower(num_draws) for num_draws < kNumPowers^2.
uint32_t PowerOf(int64_t num_draws) {
  return LehmerMultiply(kPowers[static_cast<size_t>(num_draws % kNumPowers)],
                        kHighPowers[static_cast<size_t>(num_draws / kNumPowers)]);
}

}  // namespace

void FillRowSeeds(RowStream* stream, const RowSelection& rows, uint32_t* seeds) {
  if (rows.offsets == nullptr) return FillRowSeeds(stream, rows.num_rows, seeds);
  const uint32_t seed = stream->seed();
  const int64_t draws_per_row = stream->id().draws_per_row;
  for (int64_t i = 0; i < rows.num_rows; ++i) {
    seeds[i] = LehmerMultiply(seed, PowerOf(rows.offsets[i] * draws_per_row));
  }
  stream->MoveTo(LehmerSkip(seed, rows.num_passed * draws_per_row), rows.num_rows);
}

}  // namespace tpch
