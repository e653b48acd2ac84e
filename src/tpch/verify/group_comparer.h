// Compares observed rows, which come in ascending order of base rows, with the reference by a merge
// on the base row. The rows of one base row are a group; their order does not matter.

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tpch/read/observed_batch.h"
#include "tpch/verify/compare_values.h"
#include "tpch/verify/expected_rows.h"
#include "tpch/verify/row_keys.h"
#include "tpch/verify/table_differences.h"

namespace tpch {

/// Compares one run of rows after another. Not thread-safe; every thread has its own.
class GroupComparer {
 public:
  /// `data`, `text_pool` and `stop` are not owned. After `stop` becomes true, the results are
  /// meaningless but calls return soon.
  GroupComparer(Table table, const ExpectedData& data, TextPool* text_pool,
                const std::atomic<bool>* stop);

  /// Starts a run that should have the rows of `expected`, ascending ranges within the data. Rows
  /// of the base rows `shared` are not compared but go to shared_rows(), because other runs may
  /// also have rows of them.
  void Start(std::vector<RowRange> expected, std::array<int64_t, 2> shared);

  /// Compares the next rows. Returns false if a row's base row is before that of an earlier row,
  /// has a group that has ended, or is outside the run: then the run is not in order and the
  /// comparison has no result. Rows without a base row are extra and may be anywhere.
  bool Add(const ObservedBatch& batch);

  /// Ends the run: rows not found by now are missing.
  void Finish();

  ObservedBatch& shared_rows() { return shared_rows_; }
  const TableDifferences& differences() const { return differences_; }

 private:
  enum class Step : uint8_t { kNextRow, kEndOfBatch, kOutOfOrder };

  const int64_t* expected_majors() const {
    return rows_.batch().column(kMajorKey).values<int64_t>();
  }
  int64_t ExpectedMinor(int64_t row) const;
  int64_t ObservedMinor(const ObservedBatch& batch, int64_t row) const;
  int64_t BaseRow(int64_t major) const { return keys_.BaseRow(major); }
  bool IsOfData(int64_t base_row) const;

  // Compares the rows from `row` that pair up in whole groups, and returns their number.
  int64_t ComparePairs(const ObservedBatch& batch, int64_t row);
  int64_t CountPairs(const ObservedBatch& batch, int64_t row) const;
  void CompareColumns(const ObservedBatch& batch, const RowPairs& pairs);
  void RematchGroups(const ObservedBatch& batch, const RowPairs& pairs);

  // If no row of the data has the row's major key, counts the row as extra and returns true.
  bool TakeIfOfNoData(const ObservedBatch& batch, int64_t row);

  // Takes the row, or the rows of its group, one by one.
  Step TakeRow(const ObservedBatch& batch, int64_t* row);

  // Adds the next rows of the pending group, past rows that TakeIfOfNoData takes; returns the row
  // after them.
  int64_t ExtendPending(const ObservedBatch& batch, int64_t row);

  // Adds a row of the same group. If the group is very large and the rows for this key are already
  // pending, only counts it.
  void AddToPending(const ObservedBatch& batch, int64_t row);

  // Returns the end of the pending group's expected rows, which begin at next_expected_.
  int64_t EndOfGroup() const;
  void MatchPending();

  // Matches observed rows of a group with its expected rows [begin, end) of the batch.
  void MatchGroup(const ObservedBatch& batch, std::span<const int64_t> rows, int64_t begin,
                  int64_t end);
  bool AreEqual(const ObservedBatch& batch, int64_t row, int64_t expected_row);
  void RecordDifferences(const ObservedBatch& batch, int64_t row, int64_t expected_row);

  // Moves next_expected_ to `base_row`; all rows before it are missing.
  void AdvanceTo(int64_t base_row);
  void AddMissing(int64_t expected_row);
  void AddMissing(const std::vector<RowRange>& base_rows);
  void AddExample(const ObservedBatch& batch, int64_t row, DifferenceCount* count) const;
  std::string ObservedKey(const ObservedBatch& batch, int64_t row) const;
  std::string ExpectedKey(int64_t expected_row) const;
  DifferenceExample MakeExample(const ObservedBatch& batch, int64_t row) const;

  const Table table_;
  const KeyLookup keys_;
  const std::span<const ColumnDescriptor> columns_;
  const std::optional<size_t> minor_;
  const std::vector<RowRange> all_ranges_;
  ExpectedRows rows_;
  ExpectedRows example_rows_;   // for the keys when thousands of rows are missing
  int64_t next_expected_ = 0;   // row of the batch
  int64_t last_base_row_ = -1;  // of the rows added
  RowRange run_;                // from the run's first base row to the end of its last
  std::array<int64_t, 2> shared_{};
  ObservedBatch shared_rows_;
  ObservedBatch pending_;             // rows of a group that may continue in the next batch
  std::vector<int64_t> differing_;    // scratch
  std::vector<uint8_t> row_differs_;  // scratch
  TableDifferences differences_;
};

}  // namespace tpch
