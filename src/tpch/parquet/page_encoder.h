// Encodes rows of a batch's column as the values of a page, with their bounds.

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "tpch/columns/column_batch.h"
#include "tpch/parquet/column_layout.h"
#include "tpch/parquet/value_bounds.h"

namespace tpch {

/// The largest number of rows to append to a page at once.
inline constexpr int64_t kMaxRowsAtOnce = 1024;

/// Encodes the pages of one column, one after another. Reused. Not thread-safe.
class PageEncoder {
 public:
  virtual ~PageEncoder() = default;

  /// Appends rows [first_row, first_row + num_rows) of the column, at most kMaxRowsAtOnce.
  virtual void Append(const Column& column, int64_t first_row, int64_t num_rows) = 0;

  /// Returns the approximate size of the page so far, in bytes.
  virtual int64_t size_bytes() const = 0;

  /// Ends the page and returns its bytes, valid until Reset.
  virtual std::string_view Finish() = 0;

  /// Returns the bounds of the page's values. REQUIRES: the page has values and is finished.
  virtual ValueBounds TakeBounds() = 0;

  /// Starts the next page.
  virtual void Reset() = 0;

  /// Returns the hashes of all values since the last call, without equal neighbours, if the column
  /// has a Bloom filter; otherwise none.
  virtual std::vector<uint64_t> TakeHashes() = 0;
};

/// `layout` is not owned and outlives the encoder.
std::unique_ptr<PageEncoder> MakePageEncoder(const ColumnLayout& layout);

}  // namespace tpch
