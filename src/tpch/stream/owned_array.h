// Ownership of arrays of the Arrow C data interface.

#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "tpch/tpch.h"

namespace tpch {

/// Releases an array when it is destroyed. Empty unless it has one.
class OwnedArray {
 public:
  OwnedArray() = default;
  /// Takes the array over.
  explicit OwnedArray(const ArrowArray& array) : array_(array) {}
  OwnedArray(OwnedArray&& other) noexcept : array_(other.Take()) {}
  OwnedArray& operator=(OwnedArray&& other) noexcept {
    std::swap(array_, other.array_);
    return *this;
  }
  ~OwnedArray() {
    if (array_.release != nullptr) array_.release(&array_);
  }

  const ArrowArray& get() const { return array_; }
  ArrowArray* address() { return &array_; }

  /// Hands the array over to the caller; a released one if it is empty.
  ArrowArray Take() { return std::exchange(array_, ArrowArray{}); }

 private:
  ArrowArray array_{};
};

/// Record batches in order.
using RecordBatches = std::deque<OwnedArray>;

/// Returns a struct of `num_rows` rows of these columns.
OwnedArray MakeRecordBatch(int64_t num_rows, std::vector<OwnedArray> columns);

/// Leaves at most the first `max_rows` rows of a record batch.
void KeepFirstRows(int64_t max_rows, OwnedArray* record_batch);

}  // namespace tpch
