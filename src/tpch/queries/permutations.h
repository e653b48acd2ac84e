// The orders in which query streams run the queries (spec appendix A).

#pragma once

#include <cstdint>
#include <span>

namespace tpch {

inline constexpr int kNumQueries = 22;

/// Returns the numbers of the 22 queries in the order of a stream; 0 is the power test. There are
/// 41 orders, so stream 41 has that of stream 0. REQUIRES: stream >= 0.
std::span<const uint8_t> PermutationOf(int64_t stream);

}  // namespace tpch
