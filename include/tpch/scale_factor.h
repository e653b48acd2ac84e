// The scale factor as an exact decimal, and the row counts that follow from it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tpch/status.h"

namespace tpch {

/// Holds a scale factor from 0.0005 to 100 000 without rounding.
/// Cheap to copy, immutable.
class ScaleFactor {
 public:
  /// Parses a decimal such as `1`, `0.01`, `1.5` or `1e3`. Returns Invalid, with the range, for
  /// other texts and for more than 15 significant digits.
  static Result<ScaleFactor> Parse(std::string_view text);

  /// Makes a whole scale factor. REQUIRES: 1 <= value <= 100 000.
  static constexpr ScaleFactor FromInteger(int32_t value) { return ScaleFactor(value, 1); }

  /// Returns max(1, floor(base * scale factor)) in exact arithmetic.
  /// dbgen: the same count if dbgen can express the scale factor (whole numbers, and thousandths
  /// below 1); exact scaling otherwise.
  int64_t Scale(int64_t base) const;

  /// Returns the integer part.
  int64_t integer_part() const { return numerator_ / denominator_; }

  /// Returns the shortest decimal text, which Parse accepts.
  std::string ToString() const;

  bool operator==(const ScaleFactor&) const = default;

 private:
  constexpr ScaleFactor(int64_t numerator, int64_t denominator)
      : numerator_(numerator), denominator_(denominator) {}

  int64_t numerator_;    // shares no factor of ten with the denominator
  int64_t denominator_;  // a power of ten
};

}  // namespace tpch
