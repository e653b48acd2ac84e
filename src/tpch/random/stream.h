// Random streams: one Lehmer sequence for each column, advanced by a fixed number of draws for each
// row, whether or not the row uses them all. This makes rows independent of each other.

#pragma once

#include <cstdint>

#include "tpch/random/lehmer.h"

namespace tpch {

/// The seed of a column's sequence, and the draws that one base row may take (its budget).
struct StreamId {
  uint32_t seed;
  int32_t draws_per_row;

  bool operator==(const StreamId&) const = default;
};

/// Walks one stream row by row, from any row.
///
/// A row's seed is the state before its first draw: draw k (from 1) of a row has the state seed *
/// 16807^k. Cheap to copy. Not thread-safe; every unit has its own.
class RowStream {
 public:
  explicit constexpr RowStream(StreamId id)
      : id_(id), seed_(id.seed), row_factor_(LehmerPower(id.draws_per_row)) {}

  constexpr StreamId id() const { return id_; }

  /// Moves the stream to `row` (0-based base row). O(log row).
  constexpr void Seek(int64_t row) { seed_ = LehmerSkip(id_.seed, row * id_.draws_per_row); }

  /// Returns the seed of the current row and moves to the next.
  constexpr uint32_t NextSeed() {
    const uint32_t seed = seed_;
    seed_ = LehmerMultiply(seed_, row_factor_);
    ++num_rows_drawn_;
    return seed;
  }

  /// Returns the seed of the current row.
  constexpr uint32_t seed() const { return seed_; }

  /// Returns 16807^draws_per_row, the factor from a row's seed to the next row's.
  constexpr uint32_t row_factor() const { return row_factor_; }

  /// Moves to the row whose seed is `seed`, after the seeds of `num_rows` rows were drawn.
  constexpr void MoveTo(uint32_t seed, int64_t num_rows) {
    seed_ = seed;
    num_rows_drawn_ += num_rows;
  }

  /// Returns the number of rows whose seeds were drawn since this object was made.
  constexpr int64_t num_rows_drawn() const { return num_rows_drawn_; }

 private:
  StreamId id_;
  uint32_t seed_;
  uint32_t row_factor_;
  int64_t num_rows_drawn_ = 0;
};

}  // namespace tpch
