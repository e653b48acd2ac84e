// The differences found in one table: counts, and the first examples of each kind.

#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "tpch/read/observed_batch.h"
#include "tpch/schema/table.h"

namespace tpch {

/// The number of examples to keep for each kind of difference.
inline constexpr size_t kMaxExamples = 3;

/// A row that differs, or one of its values.
struct DifferenceExample {
  /// The examples with the lowest ranks are kept: file and position, or base row and minor key.
  int64_t rank_major = 0;
  int64_t rank_minor = 0;
  RowPlace place{-1, 0};  ///< file -1: the row is missing
  std::string key;
  std::string expected;  ///< only for values
  std::string found;

  auto rank() const { return std::pair(rank_major, rank_minor); }
};

/// Rows that differ in one way. Cheap to merge; keeps the first few examples.
struct DifferenceCount {
  int64_t num_rows = 0;
  std::vector<DifferenceExample> examples;  ///< by ascending rank

  /// Returns whether to keep an example with this rank.
  bool Wants(int64_t rank_major, int64_t rank_minor) const {
    return examples.size() < kMaxExamples ||
           std::pair(rank_major, rank_minor) < examples.back().rank();
  }
  void Keep(DifferenceExample example);
  void Merge(const DifferenceCount& other);
};

struct ColumnDifferences {
  DifferenceCount differing;
  bool is_padded = false;              ///< texts are equal except for trailing spaces
  bool dates_have_time = false;        ///< dates are equal but have a time, midnight
  bool numbers_are_respelled = false;  ///< numbers are equal but written unusually
};

/// The differences of a table or of some of its rows.
struct TableDifferences {
  explicit TableDifferences(Table table) : columns(Describe(table).columns.size()) {}

  void Merge(const TableDifferences& other);

  /// Returns whether rows and values equal the reference's, in any order.
  bool AreNone() const {
    return missing.num_rows == 0 && extra.num_rows == 0 && duplicate.num_rows == 0 &&
           num_differing_rows == 0;
  }

  int64_t num_rows = 0;            ///< found
  int64_t num_matching_keys = 0;   ///< rows with a key of the reference
  int64_t num_differing_rows = 0;  ///< rows with such a key and another value in any column
  DifferenceCount missing;         ///< rows of the reference whose key was not found
  DifferenceCount extra;           ///< rows with a key that is not in the reference
  DifferenceCount duplicate;       ///< rows with a key that was found before
  std::vector<ColumnDifferences> columns;
  bool is_reordered = false;  ///< rows are in another order than the reference's
};

}  // namespace tpch
