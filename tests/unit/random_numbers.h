// Random numbers for tests.

#pragma once

#include <random>

namespace tpch {

/// Returns a generator with the same numbers in every run, so that failures are reproducible.
inline std::mt19937_64 MakeRandom() {
  return std::mt19937_64(1);  // NOLINT(bugprone-random-generator-seed)
}

}  // namespace tpch
