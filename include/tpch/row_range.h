// Ranges of base rows, keys, days and sets, and dbgen's rule for splitting a table into parts.

#pragma once

#include <cstdint>

namespace tpch {

/// Half-open range of 0-based base rows.
struct RowRange {
  int64_t begin = 0;
  int64_t end = 0;

  constexpr int64_t size() const { return end - begin; }
  constexpr bool operator==(const RowRange&) const = default;
};

/// Keys from `min` to `max`, both included; none if `min` is larger.
struct KeyRange {
  int64_t min = INT64_MIN;
  int64_t max = INT64_MAX;
};

/// Days since 1970-01-01 from `min` to `max`, both included; none if `min` is larger.
struct DayRange {
  int32_t min = INT32_MIN;
  int32_t max = INT32_MAX;

  constexpr bool operator==(const DayRange&) const = default;
};

/// Refresh sets from `first` to `last`, both included; they count from 1.
struct SetRange {
  int64_t first = 1;
  int64_t last = 1;
};

/// The largest number of parts of a table.
inline constexpr int64_t kMaxParts = int64_t{1} << 40;

/// Returns the rows of part `part` (from 1) of `num_parts`.
/// dbgen: `-C num_parts -S part` gives every part the same number of rows, and the last one also
/// the remainder.
/// REQUIRES: 1 <= part <= num_parts.
constexpr RowRange PartRows(int64_t num_rows, int64_t part, int64_t num_parts) {
  const int64_t rows_per_part = num_rows / num_parts;
  const int64_t begin = rows_per_part * (part - 1);
  return {begin, part == num_parts ? num_rows : begin + rows_per_part};
}

}  // namespace tpch
