// What was found to differ in one table: counts, and the first examples of each kind.

#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "tpch/read/observed_batch.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Examples that are kept of each kind of difference.
inline constexpr size_t kMaxExamples = 3;

/// One row that differs, or one value of it.
struct DifferenceExample {
  /// Examples with the lowest ranks are kept: file and position, or base row and minor key.
  int64_t rank_major = 0;
  int64_t rank_minor = 0;
  RowPlace place{-1, 0};  ///< file -1: the row is not there
  std::string key;
  std::string expected;  ///< of a value
  std::string found;

  auto rank() const { return std::pair(rank_major, rank_minor); }
};

/// Rows that differ in one way. Cheap to merge; keeps the first few examples.
struct DifferenceCount {
  int64_t num_rows = 0;
  std::vector<DifferenceExample> examples;  ///< by ascending rank

  /// Returns whether an example of this rank would be kept.
  bool Wants(int64_t rank_major, int64_t rank_minor) const {
    return examples.size() < kMaxExamples ||
           std::pair(rank_major, rank_minor) < examples.back().rank();
  }
  void Keep(DifferenceExample example);
  void Merge(const DifferenceCount& other);
};

struct ColumnDifferences {
  DifferenceCount differing;
  bool is_padded = false;              ///< texts are equal but for spaces at their end
  bool dates_have_time = false;        ///< dates are equal but for the time, which is midnight
  bool numbers_are_respelled = false;  ///< numbers are equal, but not written as usual
};

/// The differences of a table or of some of its rows.
struct TableDifferences {
  explicit TableDifferences(Table table) : columns(Describe(table).columns.size()) {}

  void Merge(const TableDifferences& other);

  /// Returns whether rows and values are the reference's, whatever their order.
  bool AreNone() const {
    return missing.num_rows == 0 && extra.num_rows == 0 && duplicate.num_rows == 0 &&
           num_differing_rows == 0;
  }

  int64_t num_rows = 0;            ///< that were found
  int64_t num_matching_keys = 0;   ///< those that have the key of a row of the reference
  int64_t num_differing_rows = 0;  ///< those of the latter with another value in any column
  DifferenceCount missing;         ///< rows of the reference whose key was not found
  DifferenceCount extra;           ///< rows whose key is none of the reference's
  DifferenceCount duplicate;       ///< rows whose key was found before
  std::vector<ColumnDifferences> columns;
  bool is_reordered = false;  ///< rows stand in another order than the reference's
};

}  // namespace tpch
