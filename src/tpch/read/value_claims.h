// What a file's metadata claims of the values of a run: statistics, page indexes, sorting columns
// of Parquet, by which readers choose what they read.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tpch {

/// One bound of some values: none is below it, or none above it.
struct Bound {
  enum class Kind : uint8_t { kMinValue, kMaxValue, kMin, kMax };

  Kind kind = Kind::kMinValue;
  bool is_exact = false;  ///< whether one of the values is to be equal to it
  /// Whether the bound lies between the numbers of the column's unit, so that no value is equal to
  /// it. `value` is the number next to it on the side of the values that it allows.
  bool is_rounded = false;
  /// Of a column of integers, decimals, dates or times a number in the unit of the column's
  /// Storage; of floats what the file has; of texts, whatever the column's Storage, their bytes.
  std::variant<int64_t, float, double, std::string> value;

  bool is_upper() const { return kind == Kind::kMaxValue || kind == Kind::kMax; }
  /// Whether it is of the deprecated kind, which readers compare by signed or by unsigned bytes.
  bool is_deprecated() const { return kind == Kind::kMin || kind == Kind::kMax; }
};

/// What is claimed of the values of some rows of a column.
struct BoundsClaim {
  enum class Source : uint8_t { kStatistics, kPageIndex, kPageHeader };

  Source source = Source::kStatistics;
  size_t column = 0;      ///< of the table
  int64_t first_row = 0;  ///< counted from the begin of the run; not negative
  int64_t num_rows = 0;   ///< not negative
  std::vector<Bound> bounds;
  std::optional<int64_t> null_count;
  std::optional<int64_t> distinct_count;
  std::optional<int64_t> text_bytes;  ///< of all texts together
  bool is_null_page = false;          ///< whether there are only nulls
};

/// What a run claims of the order of its rows.
struct SortingClaim {
  size_t column;  ///< of the table
  bool is_descending;
};

/// All claims of a run.
struct RunClaims {
  std::optional<int64_t> num_rows;
  std::vector<BoundsClaim> bounds;
  std::vector<SortingClaim> sorting;
  std::vector<std::string> contradictions;  ///< claims that contradict each other, a line each
};

}  // namespace tpch
