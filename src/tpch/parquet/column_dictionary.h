// The possible values of a column, if they are known before generation.

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
/// order without gaps. Immutable and thread-safe.
class ColumnDictionary {
 public:
  /// Numbers low…high as stored in a batch; the file stores each times `factor`.
  /// REQUIRES: at most 65,536 of them.
  static ColumnDictionary OfNumbers(int64_t low, int64_t high, int64_t factor);

  static ColumnDictionary OfWords(const Dictionary& words);

  int64_t num_values() const { return num_values_; }

  /// Returns the bits of a code; at least 1, because older readers fail on codes of zero bits.
  int code_width() const;

  /// Returns the number of code 0, as stored in a batch.
  int64_t low() const { return low_; }

  /// Returns the rank of each code in value order. Empty for numbers, whose codes are their ranks.
  std::span<const uint16_t> ranks() const { return ranks_; }

  /// Returns the bounds of the values with these ranks.
  ValueBounds Bounds(int64_t min_rank, int64_t max_rank) const;

  /// Returns the plainly encoded values in code order.
  std::string PlainValues(PhysicalType type) const;

  /// Words: their text by code, each followed by kTextSlack readable bytes.
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

/// Returns whether the values of a column are known before generation.
bool ValuesAreKnown(const ColumnDescriptor& column);

/// Returns the values of a column, or nullopt if they are unknown or too many. `words`: the
/// dictionary of a column of codes, null for others.
std::optional<ColumnDictionary> KnownValues(const ColumnDescriptor& column,
                                            const Dictionary* words);

}  // namespace tpch
