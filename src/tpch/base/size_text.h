// Sizes as the options of the programs take them: a number and a unit, without a space.

#pragma once

#include <cstdint>
#include <string>

namespace tpch {

/// Returns the shortest text of exactly so many bytes: `1MiB`, `1TB`, `100B`.
/// REQUIRES: size_bytes >= 0.
std::string ExactSize(int64_t size_bytes);

/// Return at most three digits, four from 1000 to 1023, with the largest unit that fits, rounded up
/// or down: `8.87MiB`, `678MiB`.
/// REQUIRES: size_bytes >= 0.
std::string SizeAtLeast(int64_t size_bytes);
std::string SizeAtMost(int64_t size_bytes);

}  // namespace tpch
