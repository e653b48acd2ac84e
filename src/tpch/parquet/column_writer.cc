#include "tpch/parquet/column_writer.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tpch {

ColumnWriter::ColumnWriter(const ColumnLayout& layout, const PageStyle& style,
                           const PageLimits& limits, BufferPool* pool)
    : layout_(layout),
      style_(style),
      limits_(limits),
      pool_(pool),
      compressor_(MakeCompressor(layout.compression)),
      encoder_(MakePageEncoder(layout)) {}

Status ColumnWriter::Append(const Column& column, int64_t num_rows) {
  for (int64_t row = 0; row < num_rows;) {
    // Page boundaries depend on the unit's rows, not on the sizes of batches.
    const int64_t count = std::min(num_rows - row, kMaxRowsAtOnce - page_rows_ % kMaxRowsAtOnce);
    encoder_->Append(column, row, count);
    row += count;
    page_rows_ += count;
    if (page_rows_ % kMaxRowsAtOnce != 0) continue;
    if (page_rows_ >= limits_.num_rows || encoder_->size_bytes() >= limits_.size_bytes) {
      TPCH_RETURN_NOT_OK(EndPage());
    }
  }
  return Status::OK();
}

Result<ColumnPages> ColumnWriter::Finish() {
  if (page_rows_ > 0) TPCH_RETURN_NOT_OK(EndPage());
  pages_.summary.bloom_hashes = encoder_->TakeHashes();
  return std::exchange(pages_, {});
}

Status ColumnWriter::EndPage() {
  const std::string_view page = encoder_->Finish();
  ByteBuffer& bytes = pages_.bytes;
  if (bytes.capacity() == 0) bytes = pool_->Take(needed_bytes_);
  // A header contains the size of its body, so it is written last, into a gap before the body.
  const size_t begin = bytes.size();
  const size_t gap = header_.size();
  bytes.SetEnd(bytes.Reserve(gap) + gap);
  TPCH_ASSIGN_OR_RETURN(const PageContents contents, AppendBody(page));
  header_.clear();
  AppendDataPageHeader(contents, layout_.encoding, style_, &header_);
  FillGap(begin, gap, contents.bytes.size());

  const auto header_size_bytes = static_cast<int64_t>(header_.size());
  const auto size_bytes = static_cast<int64_t>(bytes.size() - begin);
  ColumnSummary& summary = pages_.summary;
  summary.size_bytes += size_bytes;
  summary.uncompressed_size_bytes += header_size_bytes + contents.uncompressed_size_bytes;
  summary.pages.push_back({size_bytes, page_rows_, encoder_->TakeBounds()});
  page_rows_ = 0;
  encoder_->Reset();
  return Status::OK();
}

Result<PageContents> ColumnWriter::AppendBody(std::string_view page) {
  ByteBuffer& bytes = pages_.bytes;
  const size_t begin = bytes.size();
  needed_bytes_ = std::max(needed_bytes_, begin + compressor_->MaxSizeBytes(page.size()));
  TPCH_RETURN_NOT_OK(compressor_->Compress(page, &bytes));
  PageContents contents{bytes.view().substr(begin), static_cast<int64_t>(page.size()), page_rows_};
  if (style_.data_page_version == 2 && contents.bytes.size() >= page.size()) {
    contents.is_compressed = false;
    if (layout_.compression.codec == Codec::kNone) return contents;
    bytes.SetEnd(bytes.data() + begin);
    bytes.Append(page);
    contents.bytes = bytes.view().substr(begin);
  }
  return contents;
}

void ColumnWriter::FillGap(size_t begin, size_t gap, size_t body_size) {
  ByteBuffer& bytes = pages_.bytes;
  if (header_.size() != gap) {
    // Rare: usually a header is as long as the previous one.
    bytes.Reserve(header_.size());
    char* const page = bytes.data() + begin;
    std::memmove(page + header_.size(), page + gap, body_size);
    bytes.SetEnd(page + header_.size() + body_size);
  }
  std::ranges::copy(header_, bytes.data() + begin);
}

}  // namespace tpch
