// A summary of the values in some rows of a column: bounds, nulls, sizes.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "tpch/read/observed_batch.h"
#include "tpch/verify/distinct_count.h"

namespace tpch {

/// Summarizes values that arrive in batches. Not thread-safe.
class SeenValues {
 public:
  /// Also collect text bytes or distinct values, which takes time: call only if there is a claim.
  void WantTextBytes() { wants_text_bytes_ = true; }
  /// `count` is not owned.
  void WantDistinctCount(DistinctCount* count) { distinct_ = count; }

  /// Adds rows [begin, end) of a batch's column.
  void Include(const ObservedColumn& column, Storage storage, int64_t begin, int64_t end);

  /// Adds the summary of other rows, except the count of distinct values.
  void Include(const SeenValues& other);

  int64_t num_rows() const { return num_rows_; }
  int64_t num_nulls() const { return num_nulls_; }
  int64_t text_bytes() const { return text_bytes_; }
  /// Whether there are values that the column cannot hold, which no bound includes.
  bool has_odd_values() const { return has_odd_values_; }
  bool has_noise() const { return has_noise_; }  ///< see ObservedColumn

  /// The smallest and largest value that is not null; nullopt if there is none.
  const std::optional<std::pair<int64_t, int64_t>>& numbers() const { return numbers_; }
  /// The same for texts, including the texts of a column of numbers that is written as text.
  const std::optional<std::pair<std::string, std::string>>& texts() const { return texts_; }

 private:
  void IncludeTexts(const ObservedColumn& column, Storage storage, size_t first, size_t num_rows);
  void IncludeNumbers(const ObservedColumn& column, size_t first, size_t num_rows);
  void IncludeRow(const ObservedColumn& column, Storage storage, int64_t row);

  bool wants_text_bytes_ = false;
  DistinctCount* distinct_ = nullptr;
  int64_t num_rows_ = 0;
  int64_t num_nulls_ = 0;
  int64_t text_bytes_ = 0;
  bool has_odd_values_ = false;
  bool has_noise_ = false;
  std::optional<std::pair<int64_t, int64_t>> numbers_;
  std::optional<std::pair<std::string, std::string>> texts_;
};

}  // namespace tpch
