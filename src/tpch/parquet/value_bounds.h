// The smallest and the largest value of a page or a column chunk.

#pragma once

#include <cstdint>
#include <string>

#include "tpch/columns/column_batch.h"
#include "tpch/parquet/encodings/physical_type.h"

namespace tpch {

/// Appends a number in the lowest bytes of `type`, lowest byte first.
/// REQUIRES: `type` is a number's.
void AppendPlainNumber(int64_t number, PhysicalType type, std::string* out);

/// Bounds of values that are all numbers or all text; both ends are values that occur. Numbers are
/// ordered by value, text by its bytes. Empty until something is included.
class ValueBounds {
 public:
  static ValueBounds Numbers(int64_t min, int64_t max);
  static ValueBounds Texts(std::string min, std::string max);

  bool empty() const { return kind_ == Kind::kEmpty; }

  /// REQUIRES: `other` is of the same kind.
  void Include(const ValueBounds& other);

  /// Returns whether neither bound of `next` is less than this one's.
  /// REQUIRES: both are of the same kind.
  bool Ascends(const ValueBounds& next) const;

  /// Returns a bound as Parquet's statistics hold it: plainly encoded, text without its length.
  /// REQUIRES: not empty.
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

/// Follows the bounds of texts, in any order. Cheap: nearly all texts are decided by their first
/// eight bytes. Reused; not thread-safe.
class TextBounds {
 public:
  /// Includes the texts of `slices`. REQUIRES: kTextSlack bytes may be read behind each.
  void Include(const char* text_base, const TextSlice* slices, int64_t num_slices);

  /// Returns the bounds and forgets them. REQUIRES: something was included.
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
