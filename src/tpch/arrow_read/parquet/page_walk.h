// Walks over the pages of one column chunk by their headers, without reading what is in them.

#pragma once

#include <arrow/io/interfaces.h>
#include <arrow/result.h>

#include <cstdint>
#include <optional>
#include <string>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/arrow_read/parquet/page_header_reader.h"

namespace tpch {

/// Where a column chunk is in its file.
struct ChunkExtent {
  int64_t begin;
  int64_t size_bytes;

  int64_t end() const { return begin + size_bytes; }
};

/// Returns where the footer says that the chunk is; an error if that is not inside a file of so
/// many bytes.
arrow::Result<ChunkExtent> FindExtent(const footer::ColumnMetadata& chunk, int64_t file_size_bytes);

/// A page as its header describes it.
struct WalkedPage {
  int64_t offset = 0;  ///< of the header, in the file
  int64_t header_size_bytes = 0;
  PageHeader header;

  /// Returns how many bytes header and page take in the file.
  int64_t size_bytes() const { return header_size_bytes + header.compressed_size; }
};

/// Not thread-safe.
class PageWalk {
 public:
  /// Does not own the file. `is_compressed`: whether the chunk has a codec.
  PageWalk(arrow::io::RandomAccessFile* file, const ChunkExtent& extent, bool is_compressed);

  /// Moves to the next page; nothing after the last. An error names the page, and ends the walk: a
  /// header that cannot be read, a page that is not inside the chunk, or pages out of order.
  arrow::Result<std::optional<WalkedPage>> Next();

  /// Returns a name of the page that Next returned, or failed at, such as `page 3`.
  std::string place() const;

 private:
  /// Reads the header at offset_ into `page`. Returns what is wrong with it.
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
  std::string window_;  // bytes of the file from window_begin_ on
  int64_t window_begin_;
};

}  // namespace tpch
