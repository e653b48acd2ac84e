// Fills a text column of a batch with generated strings, one after another.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "tpch/columns/column_batch.h"

namespace tpch {

/// Appends strings to a column's own text, one for each row from `first_row`, after the text of the
/// preceding rows.
class TextColumnWriter {
 public:
  explicit TextColumnWriter(Column* column, int64_t first_row = 0)
      : begin_(column->own_text()), end_(begin_), slices_(column->values<TextSlice>() + first_row) {
    if (first_row > 0) end_ += slices_[-1].offset + slices_[-1].size_bytes;
  }

  /// Returns where to write the next row's string.
  char* next() { return end_; }

  /// Ends the row's string at `end`, as returned by the function that wrote it at next().
  void EndRow(char* end) {
    *slices_++ = {static_cast<uint32_t>(end_ - begin_), static_cast<uint32_t>(end - end_)};
    end_ = end;
  }

  /// Writes the row's string.
  void Append(std::string_view text) { EndRow(std::ranges::copy(text, end_).out); }

 private:
  char* begin_;
  char* end_;
  TextSlice* slices_;
};

}  // namespace tpch
