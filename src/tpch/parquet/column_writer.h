// Writes one column of a unit: compressed pages with their headers, one after another.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/columns/column_batch.h"
#include "tpch/compress/compressor.h"
#include "tpch/parquet/column_layout.h"
#include "tpch/parquet/page_encoder.h"
#include "tpch/parquet/page_header.h"
#include "tpch/status.h"

namespace tpch {

/// The facts about a page for the indexes of a file.
struct PageSummary {
  int64_t size_bytes;  ///< including its header
  int64_t num_rows;
  ValueBounds bounds;
};

/// The pages of one column in a unit or a row group.
struct ColumnSummary {
  int64_t size_bytes = 0;               ///< of all pages, including their headers
  int64_t uncompressed_size_bytes = 0;  ///< the same before compression
  std::vector<PageSummary> pages;
  /// Hashes of the values if the column has a Bloom filter; only in summaries of units.
  std::vector<uint64_t> bloom_hashes;
};

/// Determines when a page ends.
struct PageLimits {
  int64_t size_bytes;  ///< before compression
  int64_t num_rows;
};

/// The pages of one column of a unit, and their bytes, each page after its header.
struct ColumnPages {
  ByteBuffer bytes;
  ColumnSummary summary;
};

/// Writes one column of one unit after another. Reused. Not thread-safe.
class ColumnWriter {
 public:
  /// `layout`, and `pool`, which provides buffers, are not owned and outlive the writer.
  ColumnWriter(const ColumnLayout& layout, const PageStyle& style, const PageLimits& limits,
               BufferPool* pool);

  /// Appends the next rows of the unit.
  Status Append(const Column& column, int64_t num_rows);

  /// Ends the last page, returns all pages of the unit and starts the next unit.
  Result<ColumnPages> Finish();

 private:
  Status EndPage();

  // Appends a page without its header, compressed if that saves space.
  Result<PageContents> AppendBody(std::string_view page);

  // Writes the header into the `gap` bytes at `begin`, directly before the body.
  void FillGap(size_t begin, size_t gap, size_t body_size);

  const ColumnLayout& layout_;
  PageStyle style_;
  PageLimits limits_;
  BufferPool* pool_;
  std::unique_ptr<Compressor> compressor_;
  std::unique_ptr<PageEncoder> encoder_;
  int64_t page_rows_ = 0;

  ColumnPages pages_;
  std::string header_;  // of the last page
  size_t needed_bytes_ =
      0;  // size of the largest unit's buffer so far, with room to compress its last page
};

}  // namespace tpch
