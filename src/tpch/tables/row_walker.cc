#include "tpch/tables/row_walker.h"

#include <algorithm>

#include "tpch/tables/streams.h"

namespace tpch {

RowWalker::RowWalker(Table table, RowRange base_rows)
    : table_(table),
      place_{base_rows.begin, 0},
      end_(base_rows.end),
      line_count_(streams::kOrderLineCount, 1, kMaxLines),
      counted_(base_rows.begin) {
  line_count_.stream()->Seek(base_rows.begin);
}

int64_t RowWalker::Advance(int64_t num_rows) {
  if (table_ == Table::kLineitem) return AdvanceOverLines(num_rows);
  const int64_t rows_per_base_row = Describe(table_).rows_per_base_row;
  const int64_t row = place_.base_row * rows_per_base_row + place_.row;
  const int64_t next = row + std::min(num_rows, end_ * rows_per_base_row - row);
  place_ = {next / rows_per_base_row, next % rows_per_base_row};
  return next - row;
}

int64_t RowWalker::AdvanceOverLines(int64_t num_lines) {
  int64_t left = num_lines;
  while (left > 0 && place_.base_row < end_) {
    const int64_t lines_of_order = LineCount() - place_.row;
    if (lines_of_order > left) {
      place_.row += left;
      return num_lines;
    }
    left -= lines_of_order;
    place_ = {place_.base_row + 1, 0};
  }
  return num_lines - left;
}

// Returns the line count of the current order, which is the next to be counted or in the last
// block.
int64_t RowWalker::LineCount() {
  if (place_.base_row == counted_) {
    line_count_.Fill(kDrawBlockRows, counts_.data());
    counted_ += kDrawBlockRows;
  }
  return counts_[static_cast<size_t>(place_.base_row - (counted_ - kDrawBlockRows))];
}

}  // namespace tpch
