// A stream together with what is drawn from it: a value a row, or a slice of the text pool a row.

#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "tpch/columns/column_batch.h"
#include "tpch/random/kernels.h"
#include "tpch/random/stream.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// Base rows of which draws are made at once; their states stay in the L1 cache.
inline constexpr int64_t kDrawBlockRows = 256;

static_assert(kBatchSlack >= kKernelSlack && kKernelSlack > kMaxLines,
              "kernels write whole vectors, and eight lines at once, behind a batch's rows");

/// One value in [low, high] a row.
class ValueDraws {
 public:
  ValueDraws(StreamId id, int64_t low, int64_t high) : stream_(id), low_(low), high_(high) {}

  void Seek(int64_t row) { stream_.Seek(row); }

  /// Writes the next `num_rows` rows' values.
  template <typename T>
  void Fill(int64_t num_rows, T* values) {
    uint32_t states[kDrawBlockRows + kKernelSlack];
    for (int64_t row = 0; row < num_rows; row += kDrawBlockRows) {
      const int64_t block_rows = std::min(kDrawBlockRows, num_rows - row);
      FillRowSeeds(&stream_, block_rows, states);
      FillStates(states, block_rows, 1, states);
      FillDraws(states, block_rows, low_, high_, values + row);
    }
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

/// Writes the slices that pairs of states draw: the offset from the first, the length from the
/// second.
void FillTextSlices(const uint32_t* offset_states, const uint32_t* length_states, int64_t num_rows,
                    TextLength length, TextSlice* slices);

/// Makes the text of the column's slices in rows [first_row, first_row + num_rows), which are
/// slices of the pool, and the pool the column's text base. With a compact pool they become slices
/// of the column's own text. REQUIRES: rows are bound in order, from row 0 of the batch on.
void BindText(TextPool* text_pool, int64_t first_row, int64_t num_rows, Column* column);

/// One slice of the text pool a row.
class TextDraws {
 public:
  TextDraws(StreamId id, TextLength length, TextPool* text_pool)
      : stream_(id), length_(length), text_pool_(text_pool) {}

  void Seek(int64_t row) { stream_.Seek(row); }

  /// Writes the slices of the next `num_rows` rows from row `first_row` of the column on, and binds
  /// them to their text.
  void Fill(int64_t first_row, int64_t num_rows, Column* column);

 private:
  RowStream stream_;
  TextLength length_;
  TextPool* text_pool_;
};

}  // namespace tpch
