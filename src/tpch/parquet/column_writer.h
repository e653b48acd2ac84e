// One column of a unit: pages, one after another, compressed and with their headers.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/base/status.h"
#include "tpch/columns/column_batch.h"
#include "tpch/parquet/column_layout.h"
#include "tpch/parquet/page_compressor.h"
#include "tpch/parquet/page_encoder.h"

namespace tpch {

/// What the indexes of a file say about one page.
struct PageSummary {
  int64_t size_bytes;  ///< with its header
  int64_t num_rows;
  ValueBounds bounds;
};

/// The pages of one column of one unit.
struct ColumnSummary {
  int64_t size_bytes = 0;               ///< of all pages, with their headers
  int64_t uncompressed_size_bytes = 0;  ///< the same before compression
  std::vector<PageSummary> pages;
  std::vector<uint64_t> bloom_hashes;  ///< of the values, where the column has a Bloom filter
};

/// When a page ends.
struct PageLimits {
  int64_t size_bytes;  ///< before compression
  int64_t num_rows;
};

/// Writes one column of one unit after another. Reused; not thread-safe.
class ColumnWriter {
 public:
  /// `layout` is not owned and outlives the writer.
  ColumnWriter(const ColumnLayout& layout, const PageStyle& style, const PageLimits& limits);

  /// Appends the next rows of the unit.
  Status Append(const Column& column, int64_t num_rows);

  /// Ends the last page.
  Status Finish();

  /// What was written of the unit. REQUIRES: finished.
  const ColumnSummary& summary() const { return summary_; }

  /// Appends the bytes of all pages to `out`, returns their summary and begins the next unit.
  /// REQUIRES: finished.
  ColumnSummary MoveTo(ByteBuffer* out);

 private:
  Status EndPage();

  const ColumnLayout& layout_;
  PageStyle style_;
  PageLimits limits_;
  PageCompressor compressor_;
  std::unique_ptr<PageEncoder> encoder_;
  int64_t page_rows_ = 0;

  ColumnSummary summary_;
  std::vector<std::string> headers_;  // by page
  ByteBuffer bodies_;                 // of all pages, one after another
};

}  // namespace tpch
