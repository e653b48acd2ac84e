#include "tpch/arrow_read/parquet/page_walk.h"

#include <arrow/buffer.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tpch {
namespace {

// Enough for headers without long statistics. If it is not, four times as much is read, up to
// parquet-cpp's limit.
constexpr int64_t kWindowBytes = 2048;
constexpr int64_t kMaxHeaderBytes = int64_t{16} << 20;

}  // namespace

arrow::Result<ChunkExtent> FindExtent(const footer::ColumnMetadata& chunk,
                                      int64_t file_size_bytes) {
  const int64_t begin = footer::BeginOf(chunk);
  const int64_t size_bytes = chunk.total_compressed_size;
  if (begin < 0 || size_bytes < 0 || begin > file_size_bytes ||
      size_bytes > file_size_bytes - begin) {
    return arrow::Status::IOError(
        fmt::format("{} bytes from byte {} on are not inside the file", size_bytes, begin));
  }
  return ChunkExtent{begin, size_bytes};
}

PageWalk::PageWalk(arrow::io::RandomAccessFile* file, const ChunkExtent& extent, bool is_compressed)
    : file_(file),
      end_(extent.end()),
      is_compressed_(is_compressed),
      offset_(extent.begin),
      window_begin_(extent.begin) {}

std::string PageWalk::place() const {
  if (is_at_dictionary_) return "dictionary page";
  return fmt::format("page {}", std::max<int64_t>(num_data_pages_ - 1, 0));
}

arrow::Result<std::optional<WalkedPage>> PageWalk::Next() {
  if (offset_ == end_) return std::nullopt;
  WalkedPage page;
  page.offset = offset_;
  ARROW_ASSIGN_OR_RAISE(std::string fault, ReadHeader(&page));
  is_at_dictionary_ = fault.empty() && !page.header.has_data();
  if (!is_at_dictionary_) ++num_data_pages_;
  if (fault.empty()) fault = FindFault(page);
  if (!fault.empty()) {
    return arrow::Status::IOError(
        fmt::format("{} (at byte {}): its header {}", place(), offset_, fault));
  }
  has_dictionary_ |= is_at_dictionary_;
  offset_ += page.size_bytes();
  return page;
}

arrow::Result<std::string> PageWalk::ReadHeader(WalkedPage* page) {
  const int64_t max_size = std::min(end_ - offset_, kMaxHeaderBytes);
  for (int64_t size = std::min(kWindowBytes, max_size);; size = std::min(4 * size, max_size)) {
    ARROW_RETURN_NOT_OK(FillWindow(size));
    ThriftReader reader(std::string_view(window_).substr(
        static_cast<size_t>(offset_ - window_begin_), static_cast<size_t>(size)));
    page->header = PageHeader();
    std::string fault = ReadPageHeader(&reader, &page->header);
    page->header_size_bytes = static_cast<int64_t>(reader.position());
    if (!reader.is_cut_off()) return fault;
    if (size == max_size) return "does not end where the column chunk does";
  }
}

// Makes the window contain at least `size_bytes` from offset_ on.
arrow::Status PageWalk::FillWindow(int64_t size_bytes) {
  const int64_t window_end = window_begin_ + static_cast<int64_t>(window_.size());
  if (offset_ + size_bytes <= window_end) return arrow::Status::OK();
  window_begin_ = offset_;
  window_.resize(static_cast<size_t>(size_bytes));
  ARROW_ASSIGN_OR_RAISE(const int64_t num_read, file_->ReadAt(offset_, size_bytes, window_.data()));
  if (num_read == size_bytes) return arrow::Status::OK();
  window_.clear();
  return arrow::Status::IOError("the file has become shorter");
}

std::string PageWalk::FindFault(const WalkedPage& page) const {
  const PageHeader& header = page.header;
  if (page.size_bytes() > end_ - offset_) {
    return fmt::format("promises a page of {} bytes, of which the column chunk has {}",
                       header.compressed_size, end_ - offset_ - page.header_size_bytes);
  }
  if (std::string fault = FindFaultOfSizes(header); !fault.empty()) return fault;
  if (header.has_data()) return "";
  if (has_dictionary_ || num_data_pages_ > 0) {
    return "is a dictionary's, which must be the first page and the only one";
  }
  if (header.encoding != footer::kPlain && header.encoding != footer::kPlainDictionary) {
    return fmt::format("names an encoding that dictionaries do not have, {}", header.encoding);
  }
  return "";
}

std::string PageWalk::FindFaultOfSizes(const PageHeader& header) const {
  const bool is_compressed = is_compressed_ && header.is_compressed;
  if (!is_compressed && header.uncompressed_size != header.compressed_size) {
    return fmt::format("promises {} bytes of the {} of an uncompressed page",
                       header.uncompressed_size, header.compressed_size);
  }
  return "";
}

}  // namespace tpch
