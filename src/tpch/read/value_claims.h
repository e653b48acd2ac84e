// Claims of a file's metadata about the values of a run: Parquet statistics, page indexes and
// sorting columns, which readers use to skip data.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tpch {

/// A lower or upper bound of some values.
struct Bound {
  enum class Kind : uint8_t { kMinValue, kMaxValue, kMin, kMax };

  Kind kind = Kind::kMinValue;
  bool is_exact = false;  ///< whether one of the values should equal it
  /// Whether the bound is between two numbers of the column's unit, so that no value equals it.
  /// `value` is then the nearest number that the bound allows.
  bool is_rounded = false;
  /// For integers, decimals, dates and times: a number in the unit of the column's Storage; for
  /// floats: the file's value; for text: its bytes, regardless of the column's Storage.
  std::variant<int64_t, float, double, std::string> value;

  bool is_upper() const { return kind == Kind::kMaxValue || kind == Kind::kMax; }
  /// Whether it is of the deprecated kind, which readers compare by signed or by unsigned bytes.
  bool is_deprecated() const { return kind == Kind::kMin || kind == Kind::kMax; }
};

/// The claims about the values of some rows of a column.
struct BoundsClaim {
  enum class Source : uint8_t { kStatistics, kPageIndex, kPageHeader };

  Source source = Source::kStatistics;
  size_t column = 0;      ///< in the table
  int64_t first_row = 0;  ///< counted from the beginning of the run; not negative
  int64_t num_rows = 0;   ///< not negative
  std::vector<Bound> bounds;
  std::optional<int64_t> null_count;
  std::optional<int64_t> distinct_count;
  std::optional<int64_t> text_bytes;  ///< total size of all texts
  bool is_null_page = false;          ///< whether all values are null
};

/// A claim about the row order of a run.
struct SortingClaim {
  size_t column;  ///< in the table
  bool is_descending;
};

/// All claims of a run.
struct RunClaims {
  std::optional<int64_t> num_rows;
  std::vector<BoundsClaim> bounds;
  std::vector<SortingClaim> sorting;
  std::vector<std::string> contradictions;  ///< claims that contradict each other, one line each
};

}  // namespace tpch
