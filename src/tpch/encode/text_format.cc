#include "tpch/encode/text_format.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "tpch/compress/codec_memory.h"
#include "tpch/compress/codec_suffix.h"
#include "tpch/compress/compression_options.h"
#include "tpch/compress/compressor.h"
#include "tpch/encode/text_rows.h"

namespace tpch {
namespace {

// Base rows of a batch, whose columns then stay in the L2 cache.
constexpr int64_t kBatchBaseRows = 256;

// Target size of a chunk: large enough for a write, small enough for the cache.
constexpr int64_t kChunkSizeBytes = int64_t{1} << 20;

// Returns null for text that is not compressed.
std::unique_ptr<Compressor> MakeTextCompressor(const TextStyle& style) {
  if (style.compression.codec == Codec::kNone) return nullptr;
  return MakeCompressor(style.compression);
}

// Returns the average bytes of a row. Other levels of a codec do not differ by much.
int64_t RowSizeBytes(const TableDescriptor& table, Codec codec) {
  switch (codec) {
    case Codec::kGzip:
      return table.gzip_tbl_row_size_bytes;
    case Codec::kZstd:
      return table.zstd_tbl_row_size_bytes;
    case Codec::kLz4:
      return table.lz4_tbl_row_size_bytes;
    default:
      return table.tbl_row_size_bytes;
  }
}

class TextUnitEncoder : public UnitEncoder {
 public:
  TextUnitEncoder(const TextStyle& style, BufferPool* pool)
      : writer_(style), compressor_(MakeTextCompressor(style)), pool_(pool) {}

  Status Add(const ColumnBatch& batch) override {
    if (text_.capacity() == 0) text_ = pool_->Take();
    writer_.Write(batch, &text_);
    num_rows_ += batch.num_rows();
    return Status::OK();
  }

  Result<Chunk> Finish() override {
    Chunk chunk;
    TPCH_ASSIGN_OR_RETURN(ByteBuffer bytes, TakeBytes());
    chunk.buffers.push_back(std::move(bytes));
    chunk.num_rows = std::exchange(num_rows_, 0);
    return chunk;
  }

 private:
  Result<ByteBuffer> TakeBytes() {
    if (compressor_ == nullptr) return std::exchange(text_, {});
    ByteBuffer frame = pool_->Take();
    TPCH_RETURN_NOT_OK(compressor_->Compress(text_.view(), &frame));
    // Keeps its memory for the next unit, because chunks need less.
    text_.Clear();
    return frame;
  }

  TextRowWriter writer_;
  std::unique_ptr<Compressor> compressor_;  // null: none
  BufferPool* pool_;
  ByteBuffer text_;
  int64_t num_rows_ = 0;
};

class TextFileEncoder : public FileEncoder {
 public:
  TextFileEncoder(const TextStyle& style, Table table) : style_(style), table_(table) {}

  std::string_view magic() const override { return {}; }

  Status Begin(ByteBuffer* out) override {
    if (!style_.header) return Status::OK();
    const std::unique_ptr<Compressor> compressor = MakeTextCompressor(style_);
    if (compressor == nullptr) {
      AppendHeader(out);
      return Status::OK();
    }
    ByteBuffer header;
    AppendHeader(&header);
    return compressor->Compress(header.view(), out);
  }

  Status Append(Chunk chunk, int64_t /*offset*/, std::vector<ByteBuffer>* ready) override {
    for (ByteBuffer& buffer : chunk.buffers) ready->push_back(std::move(buffer));
    return Status::OK();
  }

  Status Finish(int64_t /*offset*/, std::vector<ByteBuffer>* /*ready*/) override {
    return Status::OK();
  }

 private:
  void AppendHeader(ByteBuffer* out) const {
    char separator = '\0';
    for (const ColumnDescriptor& column : Describe(table_).columns) {
      if (separator != '\0') out->Append({&separator, 1});
      out->Append(column.name);
      separator = style_.delimiter;
    }
    if (style_.trailing_delimiter) out->Append({&style_.delimiter, 1});
    out->Append("\n");
  }

  TextStyle style_;
  Table table_;
};

class TextFormat : public Format {
 public:
  explicit TextFormat(const TextStyle& style) : style_(style), extension_(style.format) {
    extension_ += SuffixOf(style.compression.codec);
  }

  std::string_view name() const override { return style_.format; }

  std::string_view extension() const override { return extension_; }

  DataOptions DescribeOptions() const override {
    const bool is_csv = style_.format == kCsvStyle.format;
    return {DescribeOption("compression", DescribeCompression(style_.compression),
                           style_.compression.codec == Codec::kNone),
            DescribeDelimiter(is_csv), DescribeFlag("no-header", is_csv && !style_.header),
            DescribeFlag("no-trailing-delimiter", !is_csv && !style_.trailing_delimiter)};
  }

  int64_t UnitBaseRows(Table table) const override {
    const TableDescriptor& sizing = DescribeUnitTable(table);
    return kChunkSizeBytes / (sizing.tbl_row_size_bytes * sizing.rows_per_base_row);
  }

  Status CheckFiles(std::span<const FileBaseRows> /*files*/) const override { return Status::OK(); }

  int64_t BatchBaseRows() const override { return kBatchBaseRows; }

  int64_t EstimateSizeBytes(Table table, int64_t num_rows) const override {
    return num_rows * RowSizeBytes(Describe(table), style_.compression.codec);
  }

  FormatMemory EstimateMemory(Table /*table*/, int64_t /*unit_rows*/,
                              int64_t /*file_rows*/) const override {
    // A chunk may exceed its size by a batch, growing buffers touch extra pages, and tables reuse
    // the same buffers.
    FormatMemory memory = {.unit_bytes = kChunkSizeBytes + kChunkSizeBytes / 2};
    if (style_.compression.codec == Codec::kNone) return memory;
    // The compressed chunk.
    memory.unit_bytes += kChunkSizeBytes;
    memory.thread_bytes = CodecMemoryBytes(style_.compression, kChunkSizeBytes);
    return memory;
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
  std::string extension_;
};

}  // namespace

TextStyle MakeTextStyle(FileFormat format, const TextOptions& options) {
  const bool csv = format == FileFormat::kCsv;
  TextStyle style = csv ? kCsvStyle : kTblStyle;
  style.delimiter = options.delimiter.value_or(style.delimiter);
  style.header = csv && options.header;
  style.trailing_delimiter = !csv && options.trailing_delimiter;
  style.compression = options.compression;
  if (options.compression.codec == Codec::kGzip && !options.compression.level) {
    style.compression.level = kDefaultTextGzipLevel;
  }
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
  return Status::Invalid(
      fmt::format("'{}' occurs in {} {}", c, style.format, is_of_names ? "column names" : "values"),
      fmt::format("use a character that does not, such as {}",
                  style.quote ? "',', '|', ';' or '\\t'" : "'|', '~' or '\\t'"));
}

std::unique_ptr<Format> MakeTextFormat(const TextStyle& style) {
  return std::make_unique<TextFormat>(style);
}

}  // namespace tpch
