// Some of the next rows of streams, for draws that skip the rows between them.

#pragma once

#include <cstdint>

#include "tpch/random/stream.h"

namespace tpch {

/// Rows that a selection can extend over: their draws stay within a table of powers.
inline constexpr int64_t kMaxSelectionRows = int64_t{1} << 16;

/// Of the next `num_passed` rows, those that are drawn: all of them, or those at some offsets.
struct RowSelection {
  /// Selects all of the next `num_rows` rows, any number of them.
  static constexpr RowSelection All(int64_t num_rows) { return {num_rows, num_rows, nullptr}; }

  /// Returns the offset of selected row `i` (from 0).
  constexpr int64_t offset(int64_t i) const { return offsets == nullptr ? i : offsets[i]; }

  int64_t num_rows;
  int64_t num_passed;       ///< at most kMaxSelectionRows if there are offsets
  const uint16_t* offsets;  ///< from the first of the next rows, ascending; null: all rows
};

/// Writes the seeds of the selected rows and moves the stream past all rows of the selection. Takes
/// no time for rows that are not selected. REQUIRES: `seeds` has room for kKernelSlack more;
/// with offsets, the stream has at most 16 draws per row.
void FillRowSeeds(RowStream* stream, const RowSelection& rows, uint32_t* seeds);

}  // namespace tpch
