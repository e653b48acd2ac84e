// Draws the parameters of queries as qgen 2.17.3 does (spec clause 2.4).

#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "tpch/queries/permutations.h"
#include "tpch/queries/query_sequence.h"
#include "tpch/scale_factor.h"
#include "tpch/status.h"

namespace tpch {

/// The range of seeds: qgen multiplies a seed by kLehmerMultiplier before it reduces it, and its
/// product must not overflow. A negative seed counts from the modulus.
inline constexpr int64_t kMinSeed = -(int64_t{kLehmerModulus} - 1);
inline constexpr int64_t kMaxSeed = std::numeric_limits<int64_t>::max() / kLehmerMultiplier;

/// Returns the fraction of query 11 at a scale factor, 0.0001 / SF, as qgen prints it.
std::string Query11Fraction(const ScaleFactor& scale_factor);

/// One run of qgen. Each query has a sequence of its own, so its parameters do not depend on the
/// order of queries; each occurrence of a query continues its sequence. Cheap to copy. Not
/// thread-safe.
class ParameterDraws {
 public:
  /// Returns Invalid for a seed out of range, and for a multiple of 2^31 - 1: all draws would be
  /// the lowest number, and some queries would never end.
  static Result<ParameterDraws> Make(int64_t seed, const ScaleFactor& scale_factor);

  /// Returns the parameters of the next occurrence of query `number` (1 to 22), as qgen prints
  /// them.
  std::vector<std::string> Draw(int number);

 private:
  ParameterDraws(uint32_t seed, const ScaleFactor& scale_factor);

  std::vector<std::string> DrawPartsOfSupplier(QuerySequence* sequence);
  std::vector<std::string> DrawCountryCodes(QuerySequence* sequence);

  std::array<QuerySequence, kNumQueries> sequences_;
  std::array<uint8_t, 50> part_sizes_;     // for query 16
  std::array<uint8_t, 25> country_codes_;  // for query 22
  ScaleFactor scale_factor_;
};

}  // namespace tpch
