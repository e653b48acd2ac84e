// Selects the neighbouring fields of a row that are written as one piece. Compile-time only.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "tpch/schema/table.h"

namespace tpch {

/// The largest number and size of a group's precomputed pieces: all pieces of a table must fit in
/// the L1 cache together with the batch.
inline constexpr int64_t kMaxPieces = 1024;
inline constexpr int64_t kMaxPieceSizeBytes = 31;

/// Neighbouring columns that are written together.
struct FieldGroup {
  size_t first_column;
  size_t num_columns;
  /// One piece for each combination of values; 0: a single column, written value by value.
  int64_t num_pieces;
  int64_t max_piece_size_bytes;
};

/// The groups of a table's columns, in order.
template <size_t kMaxGroups>
struct FieldGroups {
  std::array<FieldGroup, kMaxGroups> groups;
  size_t num_groups;
};

/// Returns an upper bound of the text size of a value in a column with a known range.
constexpr int64_t MaxTextSizeBytes(const ColumnDescriptor& column) {
  if (column.storage == Storage::kCode) return column.max_size_bytes;
  int64_t size_bytes = column.storage == Storage::kCents ? 4 : 1;  // "0.00", "0"
  for (int64_t rest = column.values.high / (column.storage == Storage::kCents ? 1000 : 10);
       rest > 0; rest /= 10) {
    ++size_bytes;
  }
  return size_bytes;
}

/// Returns the number of pieces for a single column; 0 if it is written value by value. Dates have
/// their own table (schema/calendar.h), and codes need a bound of their text.
constexpr int64_t NumPieces(const ColumnDescriptor& column) {
  const bool is_unbounded_code = column.storage == Storage::kCode && column.max_size_bytes == 0;
  return column.storage == Storage::kDay || is_unbounded_code ? 0 : column.values.size();
}

/// Returns the groups, each with as many consecutive columns of known values as fit.
template <size_t kNumColumns>
constexpr FieldGroups<kNumColumns> GroupFields(
    const std::array<ColumnDescriptor, kNumColumns>& columns) {
  FieldGroups<kNumColumns> result{};
  for (size_t i = 0; i < kNumColumns; ++i) {
    const ColumnDescriptor& column = columns[i];
    const int64_t num_values = NumPieces(column);
    const int64_t field_size_bytes = MaxTextSizeBytes(column) + 1;  // including the delimiter
    FieldGroup* const last = i == 0 ? nullptr : &result.groups[result.num_groups - 1];
    if (last != nullptr && last->num_pieces > 0 && num_values > 0 &&
        last->num_pieces * num_values <= kMaxPieces &&
        last->max_piece_size_bytes + field_size_bytes <= kMaxPieceSizeBytes) {
      ++last->num_columns;
      last->num_pieces *= num_values;
      last->max_piece_size_bytes += field_size_bytes;
    } else {
      result.groups[result.num_groups++] = {i, 1, num_values, field_size_bytes};
    }
  }
  return result;
}

}  // namespace tpch
