// Which neighbouring fields of a row are written as one ready piece of text. Compile-time only.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "tpch/schema/table.h"

namespace tpch {

/// Pieces of one group at most, and bytes of a piece at most: all pieces of a table must fit into
/// the L1 cache beside the batch.
inline constexpr int64_t kMaxPieces = 1024;
inline constexpr int64_t kMaxPieceSizeBytes = 31;

/// Neighbouring columns that are written together.
struct FieldGroup {
  size_t first_column;
  size_t num_columns;
  /// One piece for each combination of the columns' values; 0: one column, written value by value.
  int64_t num_pieces;
  int64_t max_piece_size_bytes;
};

/// The groups of a table's columns, in order.
template <size_t kMaxGroups>
struct FieldGroups {
  std::array<FieldGroup, kMaxGroups> groups;
  size_t num_groups;
};

/// Returns a bound of the bytes that a value of a column with a known range has as text.
constexpr int64_t MaxTextSizeBytes(const ColumnDescriptor& column) {
  if (column.storage == Storage::kCode) return column.max_size_bytes;
  int64_t size_bytes = column.storage == Storage::kCents ? 4 : 1;  // "0.00", "0"
  for (int64_t rest = column.values.high / (column.storage == Storage::kCents ? 1000 : 10);
       rest > 0; rest /= 10) {
    ++size_bytes;
  }
  return size_bytes;
}

/// Returns how many ready pieces a column of its own has; 0 where it is written value by value.
/// Dates have a table of their own (base/calendar.h), and codes need a bound of their text.
constexpr int64_t NumPieces(const ColumnDescriptor& column) {
  const bool is_unbounded_code = column.storage == Storage::kCode && column.max_size_bytes == 0;
  return column.storage == Storage::kDay || is_unbounded_code ? 0 : column.values.size();
}

/// Returns the groups: as many columns of known values as a group takes, one after another.
template <size_t kNumColumns>
constexpr FieldGroups<kNumColumns> GroupFields(
    const std::array<ColumnDescriptor, kNumColumns>& columns) {
  FieldGroups<kNumColumns> result{};
  for (size_t i = 0; i < kNumColumns; ++i) {
    const ColumnDescriptor& column = columns[i];
    const int64_t num_values = NumPieces(column);
    const int64_t field_size_bytes = MaxTextSizeBytes(column) + 1;  // with the delimiter
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
