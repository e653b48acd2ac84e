// Walks over the pages of one column chunk by reading only their headers.

#pragma once

#include <arrow/io/interfaces.h>
#include <arrow/result.h>

#include <cstdint>
#include <optional>
#include <string>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/arrow_read/parquet/page_header_reader.h"

namespace tpch {

/// The position of a column chunk in its file.
struct ChunkExtent {
  int64_t begin;
  int64_t size_bytes;

  int64_t end() const { return begin + size_bytes; }
};

/// Returns the chunk's position according to the footer; an error if it is not inside a file of
/// this size.
arrow::Result<ChunkExtent> FindExtent(const footer::ColumnMetadata& chunk, int64_t file_size_bytes);

/// A page as described by its header.
struct WalkedPage {
  int64_t offset = 0;  ///< of the header in the file
  int64_t header_size_bytes = 0;
  PageHeader header;

  /// Returns the size of header and page in the file.
  int64_t size_bytes() const { return header_size_bytes + header.compressed_size; }
};

/// Not thread-safe.
class PageWalk {
 public:
  /// Does not own the file. `is_compressed`: whether the chunk has a codec.
  PageWalk(arrow::io::RandomAccessFile* file, const ChunkExtent& extent, bool is_compressed);

  /// Moves to the next page; returns nullopt after the last. An error names the page and ends the
  /// walk: an unreadable header, a page that is not inside the chunk, or pages out of order.
  arrow::Result<std::optional<WalkedPage>> Next();

  /// Names the page that Next returned, or failed at, for example `page 3`.
  std::string place() const;

 private:
  // Reads the header at offset_ into `page`. Returns a description of the fault, if any.
  arrow::Result<std::string> ReadHeader(WalkedPage* page);
  arrow::Status FillWindow(int64_t size_bytes);
  std::string FindFault(const WalkedPage& page) const;
  std::string FindFaultOfSizes(const PageHeader& header) const;

  arrow::io::RandomAccessFile* const file_;
  const int64_t end_;
  const bool is_compressed_;
  int64_t offset_;
  int64_t num_data_pages_ = 0;
  bool has_dictionary_ = false;
  bool is_at_dictionary_ = false;
  std::string window_;  // file bytes from window_begin_ on
  int64_t window_begin_;
};

}  // namespace tpch
