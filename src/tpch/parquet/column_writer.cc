#include "tpch/parquet/column_writer.h"

#include <algorithm>
#include <utility>

#include "tpch/parquet/page_header.h"

namespace tpch {

ColumnWriter::ColumnWriter(const ColumnLayout& layout, const PageStyle& style,
                           const PageLimits& limits)
    : layout_(layout),
      style_(style),
      limits_(limits),
      compressor_(layout.compression),
      encoder_(MakePageEncoder(layout, &summary_.bloom_hashes)) {}

Status ColumnWriter::Append(const Column& column, int64_t num_rows) {
  for (int64_t row = 0; row < num_rows;) {
    // Where a page may end depends on the unit's rows, not on how they come in batches.
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

Status ColumnWriter::Finish() { return page_rows_ > 0 ? EndPage() : Status::OK(); }

Status ColumnWriter::EndPage() {
  const std::string_view page = encoder_->Finish();
  const size_t begin = bodies_.size();
  TPCH_RETURN_NOT_OK(compressor_.Compress(page, &bodies_));
  PageContents contents{bodies_.view().substr(begin), static_cast<int64_t>(page.size()),
                        page_rows_};
  if (style_.data_page_version == 2 && contents.bytes.size() >= page.size()) {
    bodies_.SetEnd(bodies_.data() + begin);
    bodies_.Append(page);
    contents.bytes = bodies_.view().substr(begin);
    contents.is_compressed = false;
  }
  std::string& header = headers_.emplace_back();
  AppendDataPageHeader(contents, layout_.encoding, style_, &header);
  const auto header_size = static_cast<int64_t>(header.size());
  const auto size_bytes = header_size + static_cast<int64_t>(contents.bytes.size());
  summary_.size_bytes += size_bytes;
  summary_.uncompressed_size_bytes += header_size + contents.uncompressed_size_bytes;
  summary_.pages.push_back({size_bytes, page_rows_, encoder_->TakeBounds()});
  page_rows_ = 0;
  encoder_->Reset();
  return Status::OK();
}

ColumnSummary ColumnWriter::MoveTo(ByteBuffer* out) {
  size_t body = 0;
  for (size_t page = 0; page < headers_.size(); ++page) {
    const auto size_bytes = static_cast<size_t>(summary_.pages[page].size_bytes);
    const size_t body_size = size_bytes - headers_[page].size();
    out->Append(headers_[page]);
    out->Append(bodies_.view().substr(body, body_size));
    body += body_size;
  }
  headers_.clear();
  bodies_.Clear();
  return std::exchange(summary_, {});
}

}  // namespace tpch
