// The values that a column can have, where they are known before any is made.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tpch/columns/dictionary.h"
#include "tpch/parquet/value_bounds.h"
#include "tpch/schema/table.h"

namespace tpch {

/// All values of a column, numbered by code: word lists in their own order, numbers in ascending
/// order without gaps. Immutable, thread-safe.
class ColumnDictionary {
 public:
  /// Numbers low…high as a batch holds them, each `factor` times that in the file.
  /// REQUIRES: at most 65,536 of them.
  static ColumnDictionary OfNumbers(int64_t low, int64_t high, int64_t factor);

  static ColumnDictionary OfWords(const Dictionary& words);

  int64_t num_values() const { return num_values_; }

  /// Bits of a code; at least 1, since readers of old trip over codes without bits.
  int code_width() const;

  /// The number, as a batch holds it, of code 0.
  int64_t low() const { return low_; }

  /// Places of the codes in the order of their values. Empty for numbers: the code is the place.
  std::span<const uint16_t> ranks() const { return ranks_; }

  /// Returns the bounds of values that are the `min_rank`-th and the `max_rank`-th in order.
  ValueBounds Bounds(int64_t min_rank, int64_t max_rank) const;

  /// Returns the values, plainly encoded, in the order of their codes.
  std::string PlainValues(PhysicalType type) const;

  /// Words: their text by code, kTextSlack bytes of it readable behind each.
  const char* text_base() const { return text_.data(); }
  std::span<const TextSlice> slices() const { return slices_; }

 private:
  std::string Word(int64_t rank) const;

  int64_t num_values_ = 0;
  int64_t low_ = 0;
  int64_t factor_ = 1;
  std::vector<uint16_t> ranks_;
  std::vector<uint16_t> codes_by_rank_;
  std::string text_;
  std::vector<TextSlice> slices_;
};

/// Returns whether the values of a column are known before any is made.
bool ValuesAreKnown(const ColumnDescriptor& column);

/// Returns the values of a column, or nothing where they are not known or too many. `words`: the
/// dictionary of a column of codes, null for others.
std::optional<ColumnDictionary> KnownValues(const ColumnDescriptor& column,
                                            const Dictionary* words);

}  // namespace tpch
