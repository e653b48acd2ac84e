// Checks a Parquet file's claims about its values: minima, maxima, counts, sizes and sorting, of
// column chunks and of pages.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/read/observed_batch.h"
#include "tpch/read/value_claims.h"
#include "tpch/verify/distinct_count.h"
#include "tpch/verify/seen_values.h"

namespace tpch {

/// Reads the rows of one run in order and collects false claims. Not thread-safe.
class BoundsCheck {
 public:
  BoundsCheck(Table table, RunClaims claims);

  void Add(const ObservedBatch& batch);

  /// Ends the run and returns a line for each false claim, including contradictions.
  std::vector<std::string> Finish();

 private:
  // A claim, and the values seen in its rows.
  struct Watch {
    BoundsClaim claim;
    SeenValues seen;
    std::unique_ptr<DistinctCount> distinct;  // of the whole run
    // The watch of the whole run's statistics, if this one of a page reports to it; or itself.
    size_t whole = 0;
    bool learns_from_pages = false;
  };

  Storage StorageOf(const Watch& watch) const;
  void Want(const BoundsClaim& whole, Watch* watch);
  void Close(const Watch& watch);
  void JudgeWatch(const Watch& watch);
  void JudgeOne(const BoundsClaim& claim, const Bound& bound, const SeenValues& seen);
  void AddUntrue(const BoundsClaim& claim, std::string_view what);
  void CheckSorting(const ObservedBatch& batch);

  const Table table_;
  const std::optional<int64_t> num_claimed_rows_;
  std::vector<Watch> watches_;
  const std::vector<SortingClaim> sorting_;
  bool is_sorted_ = true;
  ObservedBatch last_row_;  // of the previous batch
  int64_t num_rows_ = 0;
  std::vector<size_t> open_;  // watches not judged yet, by ascending first row
  std::vector<std::string> untrue_;
};

}  // namespace tpch
