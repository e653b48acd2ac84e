#include "tpch/encode/text_format.h"

#include <fmt/format.h>

#include <utility>

#include "tpch/encode/text_rows.h"

namespace tpch {
namespace {

// Base rows of a batch, whose columns then stay in the L2 cache.
constexpr int64_t kBatchBaseRows = 256;

// Target size of a chunk: large enough for a write, small enough for the cache.
constexpr int64_t kChunkSizeBytes = int64_t{1} << 20;

class TextUnitEncoder : public UnitEncoder {
 public:
  TextUnitEncoder(const TextStyle& style, BufferPool* pool) : writer_(style), pool_(pool) {}

  Status Add(const ColumnBatch& batch) override {
    if (buffer_.capacity() == 0) buffer_ = pool_->Take();
    writer_.Write(batch, &buffer_);
    num_rows_ += batch.num_rows();
    return Status::OK();
  }

  Result<Chunk> Finish() override {
    Chunk chunk;
    chunk.buffers.push_back(std::exchange(buffer_, {}));
    chunk.num_rows = std::exchange(num_rows_, 0);
    return chunk;
  }

 private:
  TextRowWriter writer_;
  BufferPool* pool_;
  ByteBuffer buffer_;
  int64_t num_rows_ = 0;
};

class TextFileEncoder : public FileEncoder {
 public:
  TextFileEncoder(const TextStyle& style, Table table) : style_(style), table_(table) {}

  std::string_view magic() const override { return {}; }

  Status Begin(ByteBuffer* out) override {
    if (!style_.header) return Status::OK();
    char separator = '\0';
    for (const ColumnDescriptor& column : Describe(table_).columns) {
      if (separator != '\0') out->Append({&separator, 1});
      out->Append(column.name);
      separator = style_.delimiter;
    }
    if (style_.trailing_delimiter) out->Append({&style_.delimiter, 1});
    out->Append("\n");
    return Status::OK();
  }

  Status Append(Chunk chunk, int64_t /*offset*/, std::vector<ByteBuffer>* ready) override {
    for (ByteBuffer& buffer : chunk.buffers) ready->push_back(std::move(buffer));
    return Status::OK();
  }

  Status Finish(int64_t /*offset*/, std::vector<ByteBuffer>* /*ready*/) override {
    return Status::OK();
  }

 private:
  TextStyle style_;
  Table table_;
};

class TextFormat : public Format {
 public:
  explicit TextFormat(const TextStyle& style) : style_(style) {}

  std::string_view extension() const override { return style_.extension; }

  DataOptions DescribeOptions() const override {
    const bool is_csv = style_.extension == kCsvStyle.extension;
    return {DescribeOption("compression", "none", /*is_default=*/true), DescribeDelimiter(is_csv),
            DescribeFlag("no-header", is_csv && !style_.header),
            DescribeFlag("no-trailing-delimiter", !is_csv && !style_.trailing_delimiter)};
  }

  int64_t UnitBaseRows(Table table) const override {
    const TableDescriptor& sizing = DescribeUnitTable(table);
    return kChunkSizeBytes / (sizing.tbl_row_size_bytes * sizing.rows_per_base_row);
  }

  Status CheckFiles(std::span<const FileBaseRows> /*files*/) const override { return Status::OK(); }

  int64_t BatchBaseRows() const override { return kBatchBaseRows; }

  int64_t EstimateSizeBytes(Table table, int64_t num_rows) const override {
    return num_rows * Describe(table).tbl_row_size_bytes;
  }

  FormatMemory EstimateMemory(Table /*table*/, int64_t /*unit_rows*/,
                              int64_t /*file_rows*/) const override {
    // A chunk may exceed its size by a batch, growing buffers touch extra pages, and tables reuse
    // the same buffers.
    return {.unit_bytes = kChunkSizeBytes + kChunkSizeBytes / 2};
  }

  std::unique_ptr<UnitEncoder> MakeUnitEncoder(Table /*table*/, BufferPool* pool) const override {
    return std::make_unique<TextUnitEncoder>(style_, pool);
  }

  std::unique_ptr<FileEncoder> MakeFileEncoder(const FileContents& contents) const override {
    return std::make_unique<TextFileEncoder>(style_, contents.table);
  }

 private:
  DataOption DescribeDelimiter(bool is_csv) const {
    if (style_.delimiter == '\t') return {"delimiter", "\\t", "\t"};
    const char usual = is_csv ? kCsvStyle.delimiter : kTblStyle.delimiter;
    return DescribeOption("delimiter", {style_.delimiter}, style_.delimiter == usual);
  }

  TextStyle style_;
};

}  // namespace

TextStyle MakeTextStyle(FileFormat format, const TextOptions& options) {
  const bool csv = format == FileFormat::kCsv;
  TextStyle style = csv ? kCsvStyle : kTblStyle;
  style.delimiter = options.delimiter.value_or(style.delimiter);
  style.header = csv && options.header;
  style.trailing_delimiter = !csv && options.trailing_delimiter;
  return style;
}

Status CheckDelimiter(const TextStyle& style) {
  // All characters that an unquoted value may contain; commas and sentence punctuation occur only
  // in addresses and comments.
  const std::string_view forbidden = style.quote ? " #-.\"\r\n" : " #-.,;:?!\"\r\n";
  const auto is_letter_or_digit = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  const char c = style.delimiter;
  const bool is_of_names = style.header && c == '_';
  if (!is_of_names && !is_letter_or_digit(c) && c != '\0' && static_cast<unsigned char>(c) < 0x80 &&
      forbidden.find(c) == std::string_view::npos) {
    return Status::OK();
  }
  return Status::Invalid(fmt::format("'{}' occurs in {} {}", c, style.extension,
                                     is_of_names ? "column names" : "values"),
                         fmt::format("use a character that does not, such as {}",
                                     style.quote ? "',', '|', ';' or '\\t'" : "'|', '~' or '\\t'"));
}

std::unique_ptr<Format> MakeTextFormat(const TextStyle& style) {
  return std::make_unique<TextFormat>(style);
}

}  // namespace tpch
