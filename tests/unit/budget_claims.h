// Claims on a byte budget, and what they add up to.

#pragma once

#include <cstdint>

#include "tpch/run/byte_budget.h"

namespace tpch {

inline ByteBudget::Claim ClaimAtOnce(ByteBudget* budget, int64_t size_bytes) {
  ByteBudget::Claim claim(budget);
  claim.Resize(size_bytes);
  return claim;
}

/// Returns how many bytes are claimed.
inline int64_t BytesInFlight(ByteBudget* budget) {
  const int64_t peak_bytes = budget->peak_bytes();
  const ByteBudget::Claim more = ClaimAtOnce(budget, peak_bytes);
  return budget->peak_bytes() - peak_bytes;
}

}  // namespace tpch
