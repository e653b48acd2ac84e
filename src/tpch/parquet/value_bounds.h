// The smallest and largest value of a page or a column chunk.

#pragma once

#include <cstdint>
#include <string>

#include "tpch/columns/column_batch.h"
#include "tpch/parquet/encodings/physical_type.h"

namespace tpch {

/// Appends a number in the size of `type`, lowest byte first.
/// REQUIRES: `type` is numeric.
void AppendPlainNumber(int64_t number, PhysicalType type, std::string* out);

/// Bounds of values that are all numbers or all text; both bounds are values that occur. Numbers
/// are ordered by value, text by its bytes. Empty until the first Include.
class ValueBounds {
 public:
  static ValueBounds Numbers(int64_t min, int64_t max);
  static ValueBounds Texts(std::string min, std::string max);

  bool empty() const { return kind_ == Kind::kEmpty; }

  /// REQUIRES: `other` has the same kind of values.
  void Include(const ValueBounds& other);

  /// Returns whether neither bound of `next` is less than the corresponding bound of this.
  /// REQUIRES: both have the same kind of values.
  bool Ascends(const ValueBounds& next) const;

  /// Return a bound as in Parquet's statistics: plainly encoded, text without its length. REQUIRES:
  /// not empty.
  std::string PlainMin(PhysicalType type) const;
  std::string PlainMax(PhysicalType type) const;

 private:
  enum class Kind : uint8_t { kEmpty, kNumbers, kTexts };

  Kind kind_ = Kind::kEmpty;
  int64_t min_number_ = 0;
  int64_t max_number_ = 0;
  std::string min_text_;
  std::string max_text_;
};

/// Tracks the bounds of texts in any order. Cheap, because the first eight bytes decide nearly all
/// comparisons. Reused. Not thread-safe.
class TextBounds {
 public:
  /// Includes the texts of `slices`. REQUIRES: kTextSlack bytes are readable after each.
  void Include(const char* text_base, const TextSlice* slices, int64_t num_slices);

  /// Returns and resets the bounds. REQUIRES: at least one text was included.
  ValueBounds Take();

 private:
  void IncludeSlowly(std::string_view text, uint64_t prefix);

  bool empty_ = true;
  uint64_t min_prefix_ = ~uint64_t{0};
  uint64_t max_prefix_ = 0;
  std::string min_;
  std::string max_;
};

}  // namespace tpch
