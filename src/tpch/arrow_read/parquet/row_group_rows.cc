#include "tpch/arrow_read/parquet/row_group_rows.h"

#include <arrow/io/file.h>
#include <fmt/format.h>
#include <parquet/column_page.h>
#include <parquet/column_reader.h>
#include <parquet/exception.h>

#include <algorithm>
#include <utility>

#include "tpch/arrow_read/parquet/page_walk.h"

namespace tpch {
namespace {

// Bytes of each column chunk to read at a time.
constexpr int64_t kReadBufferBytes = int64_t{256} << 10;

constexpr int64_t kSmallestReadBufferBytes = 1024;

// Rows of a batch when only searching for an error.
constexpr int64_t kSearchBatchRows = 2048;

}  // namespace

RowGroupRows::RowGroupRows(std::filesystem::path path, std::shared_ptr<const footer::File> footer,
                           std::shared_ptr<parquet::FileMetaData> metadata, int row_group,
                           std::vector<WantedColumn> columns)
    : path_(std::move(path)),
      footer_(std::move(footer)),
      metadata_(std::move(metadata)),
      row_group_(row_group),
      columns_(std::move(columns)) {}

RowGroupRows::~RowGroupRows() {
  batches_.reset();
  reader_.reset();
  arrow::default_memory_pool()->ReleaseUnused();
}

arrow::Status RowGroupRows::Open() {
  ARROW_ASSIGN_OR_RAISE(file_, arrow::io::ReadableFile::Open(path_.string()));
  ARROW_ASSIGN_OR_RAISE(const int64_t file_size_bytes, file_->GetSize());
  int64_t size_bytes = 0;
  int64_t max_chunk_bytes = kSmallestReadBufferBytes;
  for (const WantedColumn& column : columns_) {
    const auto extent = FindExtent(Chunk(column), file_size_bytes);
    if (!extent.ok()) return At(column, extent.status());
    size_bytes += extent->size_bytes;
    max_chunk_bytes = std::max(max_chunk_bytes, extent->size_bytes);
  }
  buffer_size_bytes_ = std::min(kReadBufferBytes, max_chunk_bytes);
  memory_ = std::make_unique<RunMemory>(std::min(size_bytes, file_size_bytes));
  for (const WantedColumn& column : columns_) {
    if (const arrow::Status status = CheckPages(column); !status.ok()) return At(column, status);
  }
  return arrow::Status::OK();
}

const footer::ColumnMetadata& RowGroupRows::Chunk(const WantedColumn& column) const {
  return footer_->row_groups[static_cast<size_t>(row_group_)]
      .columns[static_cast<size_t>(column.leaf)]
      .metadata;
}

arrow::Status RowGroupRows::CheckPages(const WantedColumn& column) {
  ARROW_ASSIGN_OR_RAISE(const int64_t file_size_bytes, file_->GetSize());
  const footer::ColumnMetadata& chunk = Chunk(column);
  ARROW_ASSIGN_OR_RAISE(const ChunkExtent extent, FindExtent(chunk, file_size_bytes));
  PageWalk walk(file_.get(), extent, chunk.codec != footer::kUncompressed);
  while (true) {
    ARROW_ASSIGN_OR_RAISE(const auto page, walk.Next());
    if (!page) return arrow::Status::OK();
    if (page->header.uncompressed_size <= memory_->limit_bytes()) continue;
    return arrow::Status::IOError(fmt::format(
        "{} (at byte {}): its header promises {} bytes for its {} in the file, more than "
        "are read",
        walk.place(), page->offset, page->header.uncompressed_size, page->header.compressed_size));
  }
}

std::unique_ptr<parquet::ParquetFileReader> RowGroupRows::MakeParquetReader() {
  parquet::ReaderProperties properties(memory_->pool());
  properties.enable_buffered_stream();
  properties.set_buffer_size(buffer_size_bytes_);
  properties.set_page_checksum_verification(true);
  return parquet::ParquetFileReader::Open(file_, properties, metadata_);
}

arrow::Result<std::unique_ptr<parquet::arrow::FileReader>> RowGroupRows::MakeReader(
    int64_t batch_rows) {
  parquet::ArrowReaderProperties properties(/*use_threads=*/false);
  properties.set_batch_size(batch_rows);
  properties.set_pre_buffer(false);  // it would hold the whole row group
  for (const WantedColumn& column : columns_) {
    if (column.as_codes) properties.set_read_dictionary(column.leaf, true);
  }
  return parquet::arrow::FileReader::Make(memory_->pool(), MakeParquetReader(), properties);
}

arrow::Status RowGroupRows::Start(int64_t batch_rows) {
  // Files may have very many empty row groups, for which opening a reader would be too slow.
  if (footer_->row_groups[static_cast<size_t>(row_group_)].num_rows == 0) {
    return arrow::Status::OK();
  }
  BEGIN_PARQUET_CATCH_EXCEPTIONS
  ARROW_ASSIGN_OR_RAISE(reader_, MakeReader(batch_rows));
  std::vector<int> leaves;
  leaves.reserve(columns_.size());
  for (const WantedColumn& column : columns_) leaves.push_back(column.leaf);
  return reader_->GetRecordBatchReader({row_group_}, leaves).Value(&batches_);
  END_PARQUET_CATCH_EXCEPTIONS
}

arrow::Result<std::shared_ptr<arrow::RecordBatch>> RowGroupRows::ReadNext() {
  std::shared_ptr<arrow::RecordBatch> batch;
  if (batches_ == nullptr) return batch;
  const auto read = [&]() -> arrow::Status {
    BEGIN_PARQUET_CATCH_EXCEPTIONS
    ARROW_RETURN_NOT_OK(batches_->ReadNext(&batch));
    return batch == nullptr ? arrow::Status::OK() : batch->Validate();
    END_PARQUET_CATCH_EXCEPTIONS
  };
  if (const arrow::Status status = read(); !status.ok()) return Locate(status);
  return batch;
}

arrow::Status RowGroupRows::At(const WantedColumn& column, const arrow::Status& error) const {
  return error.WithMessage(
      fmt::format("row group {}, {}: {}", row_group_, column.name, error.message()));
}

arrow::Status RowGroupRows::Locate(const arrow::Status& error) {
  batches_.reset();
  reader_.reset();
  for (const WantedColumn& column : columns_) {
    arrow::Status found = ReadPagesOf(column);
    if (found.ok()) found = ReadValuesOf(column);
    if (!found.ok()) return At(column, memory_->Explain(found));
  }
  const arrow::Status explained = memory_->Explain(error);
  return explained.WithMessage(fmt::format("row group {}: {}", row_group_, explained.message()));
}

// Returns the error of the first page that cannot be read or decompressed, naming the page.
arrow::Status RowGroupRows::ReadPagesOf(const WantedColumn& column) {
  bool is_at_begin = true;
  int64_t page = 0;
  const auto read = [&]() -> arrow::Status {
    BEGIN_PARQUET_CATCH_EXCEPTIONS
    const auto reader = MakeParquetReader();
    const auto pages = reader->RowGroup(row_group_)->GetColumnPageReader(column.leaf);
    while (const auto found = pages->NextPage()) {
      is_at_begin = false;
      if (found->type() != parquet::PageType::DICTIONARY_PAGE) ++page;
    }
    return arrow::Status::OK();
    END_PARQUET_CATCH_EXCEPTIONS
  };
  arrow::Status status = memory_->Explain(read());
  if (status.ok()) return status;
  const bool has_dictionary = Chunk(column).dictionary_page_offset.has_value();
  const std::string place =
      is_at_begin && has_dictionary ? "dictionary page" : fmt::format("page {}", page);
  return status.WithMessage(fmt::format("{}: {}", place, status.message()));
}

arrow::Status RowGroupRows::ReadValuesOf(const WantedColumn& column) {
  BEGIN_PARQUET_CATCH_EXCEPTIONS
  ARROW_ASSIGN_OR_RAISE(const auto reader, MakeReader(kSearchBatchRows));
  ARROW_ASSIGN_OR_RAISE(const auto batches,
                        reader->GetRecordBatchReader({row_group_}, {column.leaf}));
  while (true) {
    std::shared_ptr<arrow::RecordBatch> batch;
    ARROW_RETURN_NOT_OK(batches->ReadNext(&batch));
    if (batch == nullptr) return arrow::Status::OK();
  }
  END_PARQUET_CATCH_EXCEPTIONS
}

}  // namespace tpch
