// A stream and the values drawn from it: one number, or one slice of the text pool, for each row.

#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "tpch/columns/column_batch.h"
#include "tpch/random/kernels.h"
#include "tpch/random/row_selection.h"
#include "tpch/random/stream.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// Base rows for which draws are made at once; their states stay in the L1 cache.
inline constexpr int64_t kDrawBlockRows = 256;

static_assert(kBatchSlack >= kKernelSlack && kKernelSlack > kMaxLines,
              "kernels write whole vectors, and eight lines at once, behind a batch's rows");

/// Draws one value in [low, high] for each row.
class ValueDraws {
 public:
  ValueDraws(StreamId id, int64_t low, int64_t high) : stream_(id), low_(low), high_(high) {}

  RowStream* stream() { return &stream_; }

  /// Writes the values of the next `num_rows` rows.
  template <typename T>
  void Fill(int64_t num_rows, T* values) {
    for (int64_t row = 0; row < num_rows; row += kDrawBlockRows) {
      Fill(RowSelection::All(std::min(kDrawBlockRows, num_rows - row)), values + row);
    }
  }

  /// Writes the values of these rows, at most kDrawBlockRows.
  template <typename T>
  void Fill(const RowSelection& rows, T* values) {
    uint32_t states[kDrawBlockRows + kKernelSlack];
    FillRowSeeds(&stream_, rows, states);
    FillStates(states, rows.num_rows, 1, states);
    FillDraws(states, rows.num_rows, low_, high_, values);
  }

 private:
  RowStream stream_;
  int64_t low_;
  int64_t high_;
};

/// Bounds of a comment's length, both included: 0.4 and 1.6 times the specification's average
/// (clause 4.2.2.10), truncated.
struct TextLength {
  int32_t min;
  int32_t max;
};

/// Writes the slices that pairs of states draw: the first state gives the offset, the second the
/// length.
void FillTextSlices(const uint32_t* offset_states, const uint32_t* length_states, int64_t num_rows,
                    TextLength length, TextSlice* slices);

/// Generates the missing text of the column's slices in rows [first_row, first_row + num_rows), and
/// makes the pool the column's text base. For a compact pool, replaces the slices with slices of
/// the column's own text. REQUIRES: rows are bound in order, starting at row 0 of the batch.
void BindText(TextPool* text_pool, int64_t first_row, int64_t num_rows, Column* column);

/// Draws one slice of the text pool for each row.
class TextDraws {
 public:
  TextDraws(StreamId id, TextLength length, TextPool* text_pool)
      : stream_(id), length_(length), text_pool_(text_pool) {}

  RowStream* stream() { return &stream_; }

  /// Writes the slices of the next `num_rows` rows, starting at row `first_row` of the column, and
  /// binds them to their text.
  void Fill(int64_t first_row, int64_t num_rows, Column* column);

  /// Does the same for these rows, at most kDrawBlockRows.
  void Fill(int64_t first_row, const RowSelection& rows, Column* column);

 private:
  void FillSlices(const RowSelection& rows, TextSlice* slices);

  RowStream stream_;
  TextLength length_;
  TextPool* text_pool_;
};

}  // namespace tpch
