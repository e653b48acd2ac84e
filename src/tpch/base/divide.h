// Division that rounds up.

#pragma once

#include <cstdint>

namespace tpch {

/// Returns the least whole number that is not less than a / b. REQUIRES: a >= 0, b > 0.
constexpr int64_t DivideUp(int64_t a, int64_t b) { return a / b + (a % b == 0 ? 0 : 1); }

}  // namespace tpch
