// Division that rounds up.

#pragma once

#include <cstdint>

namespace tpch {

/// Returns a / b, rounded up. REQUIRES: a >= 0, b > 0.
constexpr int64_t DivideUp(int64_t a, int64_t b) { return a / b + (a % b == 0 ? 0 : 1); }

}  // namespace tpch
