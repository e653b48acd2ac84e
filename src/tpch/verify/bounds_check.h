// Checks what a Parquet file claims of its values: minima, maxima, null counts and sorting, of
// column chunks and of pages.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tpch/read/observed_batch.h"
#include "tpch/read/table_file.h"

namespace tpch {

/// Sees the rows of one run in their order and keeps what is not true. Not thread-safe.
class BoundsCheck {
 public:
  BoundsCheck(Table table, std::vector<BoundsClaim> claims, std::vector<SortingClaim> sorting);

  void Add(const ObservedBatch& batch);

  /// Ends the run and returns a line for each claim that is not true.
  std::vector<std::string> Finish();

 private:
  /// One claim, with what has been seen of its rows.
  struct Watch {
    BoundsClaim claim;
    int64_t num_seen = 0;
    int64_t num_nulls = 0;
    std::optional<std::pair<int64_t, int64_t>> numbers;
    std::optional<std::pair<std::string, std::string>> texts;
    bool has_odd_values = false;  ///< of which no bounds are known
    /// The watch of the whole run's statistics, which learns from this one of a page; or itself.
    size_t whole = 0;
    bool learns_from_pages = false;
  };

  void See(const ObservedColumn& column, Storage storage, int64_t begin, int64_t end, Watch* watch);
  void Close(const Watch& watch);
  void Judge(const Watch& watch);
  void CheckSorting(const ObservedBatch& batch);

  const Table table_;
  std::vector<Watch> watches_;
  const std::vector<SortingClaim> sorting_;
  bool is_sorted_ = true;
  ObservedBatch last_row_;  // of the batch before
  int64_t num_rows_ = 0;
  std::vector<size_t> open_;  // watches that are not judged yet, by ascending first row
  std::vector<std::string> untrue_;
};

}  // namespace tpch
