// What has been seen of the values of some rows of a column: bounds, nulls, sizes.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "tpch/read/observed_batch.h"
#include "tpch/verify/distinct_count.h"

namespace tpch {

/// Follows the values of rows that come batch by batch. Not thread-safe.
class SeenValues {
 public:
  /// Makes it follow also what takes time, for which there must be a claim.
  void WantTextBytes() { wants_text_bytes_ = true; }
  /// `count` is not owned.
  void WantDistinctCount(DistinctCount* count) { distinct_ = count; }

  /// Includes rows [begin, end) of a batch's column.
  void Include(const ObservedColumn& column, Storage storage, int64_t begin, int64_t end);

  /// Includes what was seen of other rows. The count of distinct values is not part of it.
  void Include(const SeenValues& other);

  int64_t num_rows() const { return num_rows_; }
  int64_t num_nulls() const { return num_nulls_; }
  int64_t text_bytes() const { return text_bytes_; }
  /// Whether there were values of which nothing else is known.
  bool has_odd_values() const { return has_odd_values_; }
  bool has_noise() const { return has_noise_; }  ///< see ObservedColumn

  /// The least and the greatest value that is not null; nothing without any.
  const std::optional<std::pair<int64_t, int64_t>>& numbers() const { return numbers_; }
  /// The same of texts, also those that a column of numbers is written as.
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
