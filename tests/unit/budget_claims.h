// Claims on a byte budget, and their sum.

#pragma once

#include <cstdint>

#include "tpch/base/byte_budget.h"

namespace tpch {

inline ByteBudget::Claim ClaimAtOnce(ByteBudget* budget, int64_t size_bytes) {
  ByteBudget::Claim claim(budget);
  claim.Resize(size_bytes);
  return claim;
}

/// Returns the number of claimed bytes.
inline int64_t BytesInFlight(ByteBudget* budget) {
  const int64_t peak_bytes = budget->peak_bytes();
  const ByteBudget::Claim more = ClaimAtOnce(budget, peak_bytes);
  return budget->peak_bytes() - peak_bytes;
}

}  // namespace tpch
