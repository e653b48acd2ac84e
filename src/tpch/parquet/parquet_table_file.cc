#include "tpch/parquet/parquet_table_file.h"

#include <arrow/io/file.h>
#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <fmt/format.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/schema.h>
#include <parquet/exception.h>
#include <parquet/file_reader.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tpch/arrow/arrow_status.h"
#include "tpch/arrow/batch_slicer.h"
#include "tpch/parquet/arrow_schema_check.h"
#include "tpch/parquet/footer.h"
#include "tpch/parquet/footer_check.h"
#include "tpch/parquet/run_claims.h"

namespace tpch {
namespace {

/// Bytes of each column chunk that are read at a time.
constexpr int64_t kReadBufferBytes = int64_t{256} << 10;

Status ReadError(const std::filesystem::path& path, const arrow::Status& status) {
  return FromArrow(fmt::format("cannot read '{}' as a Parquet file", path.string()), status);
}

Status ReadError(const std::filesystem::path& path, const Status& status) {
  return Status::IoError(
      fmt::format("cannot read '{}' as a Parquet file: {}", path.string(), status.message()));
}

/// Reads the footer by code of our own, which takes fewer files than parquet-cpp and shows more.
Result<std::shared_ptr<const footer::File>> ReadFooter(const std::filesystem::path& path) {
  const auto file = arrow::io::ReadableFile::Open(path.string());
  if (!file.ok()) return ReadError(path, file.status());
  auto footer = footer::Read(file->get());
  return footer.ok() ? std::move(footer) : ReadError(path, footer.status());
}

/// Returns whether parquet-cpp has found the same in the footer.
bool AreOne(const footer::File& footer, const parquet::FileMetaData& metadata) {
  return std::cmp_equal(footer.leaves.size(), metadata.num_columns()) &&
         std::cmp_equal(footer.row_groups.size(), metadata.num_row_groups());
}

/// Opens the file; `metadata` is what an earlier reader found, or null. Throws
/// parquet::ParquetException.
arrow::Result<std::unique_ptr<parquet::ParquetFileReader>> OpenReader(
    const std::filesystem::path& path, std::shared_ptr<parquet::FileMetaData> metadata) {
  ARROW_ASSIGN_OR_RAISE(auto file,
                        arrow::io::ReadableFile::Open(path.string(), arrow::default_memory_pool()));
  parquet::ReaderProperties properties(arrow::default_memory_pool());
  properties.enable_buffered_stream();
  properties.set_buffer_size(kReadBufferBytes);
  return parquet::ParquetFileReader::Open(std::move(file), properties, std::move(metadata));
}

class ParquetRunReader : public RunReader {
 public:
  ParquetRunReader(std::filesystem::path path, Table table, std::vector<int> fields,
                   int64_t position)
      : path_(std::move(path)), slicer_(table, std::move(fields)), position_(position) {}

  /// Gives the memory back that the allocator would keep for its thread.
  ~ParquetRunReader() override {
    batches_.reset();
    file_.reset();
    arrow::default_memory_pool()->ReleaseUnused();
  }

  arrow::Status Open(std::unique_ptr<parquet::ParquetFileReader> file, int row_group,
                     const std::vector<int>& leaves,
                     const parquet::ArrowReaderProperties& properties) {
    ARROW_ASSIGN_OR_RAISE(file_, parquet::arrow::FileReader::Make(arrow::default_memory_pool(),
                                                                  std::move(file), properties));
    return file_->GetRecordBatchReader({row_group}, leaves).Value(&batches_);
  }

  Status Next(ObservedBatch* batch) override {
    batch->Clear();
    while (slicer_.empty()) {
      std::shared_ptr<arrow::RecordBatch> next;
      if (const arrow::Status status = batches_->ReadNext(&next); !status.ok()) {
        return ReadError(path_, status);
      }
      if (next == nullptr) return Status::OK();
      const int64_t num_rows = next->num_rows();
      slicer_.Start(std::move(next), position_);
      position_ += num_rows;
    }
    slicer_.Next(batch);
    return Status::OK();
  }

 private:
  const std::filesystem::path path_;
  std::unique_ptr<parquet::arrow::FileReader> file_;
  std::unique_ptr<arrow::RecordBatchReader> batches_;
  BatchSlicer slicer_;
  int64_t position_;  // of the next record batch
};

class ParquetTableFile : public TableFile {
 public:
  ParquetTableFile(std::filesystem::path path, std::shared_ptr<parquet::FileMetaData> metadata,
                   std::shared_ptr<const footer::File> footer)
      : path_(std::move(path)), metadata_(std::move(metadata)), footer_(std::move(footer)) {
    for (const footer::RowGroup& group : footer_->row_groups) {
      first_rows_.push_back(num_rows_);
      num_rows_ += group.num_rows;
    }
  }

  /// Finds out columns, types and what contradicts itself. Throws parquet::ParquetException.
  arrow::Status ReadSchema() {
    contradictions_ = footer::FindContradictions(*footer_);
    ARROW_RETURN_NOT_OK(CheckArrowSchema(*metadata_, &contradictions_));
    std::shared_ptr<arrow::Schema> schema;
    ARROW_RETURN_NOT_OK(parquet::arrow::FromParquetSchema(
        metadata_->schema(), parquet::default_arrow_reader_properties(),
        metadata_->key_value_metadata(), &schema));
    const parquet::SchemaDescriptor& parquet_schema = *metadata_->schema();
    for (int i = 0; i < schema->num_fields(); ++i) {
      columns_.push_back(DescribeField(*schema->field(i)));
      int leaf = ColumnMatch::kMissing;  // of nested columns, which are read by nobody
      for (int j = 0; j < parquet_schema.num_columns(); ++j) {
        const bool is_flat = parquet_schema.Column(j)->schema_node().get() ==
                             parquet_schema.group_node()->field(i).get();
        if (is_flat) leaf = j;
      }
      leaves_.push_back(leaf);
      // No column of a table means such a one.
      if (leaf == ColumnMatch::kMissing) columns_.back().name += " (nested)";
    }
    return arrow::Status::OK();
  }

  const std::vector<FileColumn>& columns() const override { return columns_; }
  std::optional<int64_t> num_rows() const override { return num_rows_; }
  int64_t num_runs() const override { return metadata_->num_row_groups(); }

  Result<std::unique_ptr<RunReader>> OpenRun(int64_t run, Table table, const ColumnMatch& match,
                                             const std::vector<size_t>& columns) const override {
    std::vector<int> leaves = LeavesOf(match);
    for (size_t i = 0; i < leaves.size(); ++i) {
      const bool is_wanted = columns.empty() || std::ranges::find(columns, i) != columns.end();
      if (!is_wanted) leaves[i] = ColumnMatch::kMissing;
    }
    // The record batches have the columns asked for, in the file's order.
    std::vector<int> wanted = leaves;
    std::erase(wanted, ColumnMatch::kMissing);
    std::ranges::sort(wanted);
    std::vector<int> fields;
    for (const int leaf : leaves) {
      const auto place = std::ranges::find(wanted, leaf);
      fields.push_back(place == wanted.end() ? ColumnMatch::kMissing
                                             : static_cast<int>(place - wanted.begin()));
    }
    auto reader = std::make_unique<ParquetRunReader>(path_, table, std::move(fields),
                                                     first_rows_[static_cast<size_t>(run)]);
    const auto open = [&]() -> arrow::Status {
      BEGIN_PARQUET_CATCH_EXCEPTIONS
      ARROW_ASSIGN_OR_RAISE(auto file, OpenReader(path_, metadata_));
      return reader->Open(std::move(file), static_cast<int>(run), wanted,
                          ReadingProperties(table, leaves));
      END_PARQUET_CATCH_EXCEPTIONS
    };
    if (const arrow::Status status = open(); !status.ok()) return ReadError(path_, status);
    return std::unique_ptr<RunReader>(std::move(reader));
  }

  Result<int64_t> RowNumber(int64_t position) const override { return position + 1; }

  std::vector<std::string> Contradictions() const override { return contradictions_; }

  Result<RunClaims> ReadClaims(int64_t run, Table table, const ColumnMatch& match) const override {
    const auto file = arrow::io::ReadableFile::Open(path_.string());
    if (!file.ok()) return ReadError(path_, file.status());
    auto claims =
        ReadRunClaims(file->get(), *footer_, static_cast<size_t>(run), table, LeavesOf(match));
    return claims.ok() ? std::move(claims) : ReadError(path_, claims.status());
  }

 private:
  std::vector<int> LeavesOf(const ColumnMatch& match) const {
    std::vector<int> leaves;
    leaves.reserve(match.file_columns.size());
    for (const int field : match.file_columns) {
      leaves.push_back(field == ColumnMatch::kMissing ? ColumnMatch::kMissing
                                                      : leaves_[static_cast<size_t>(field)]);
    }
    return leaves;
  }

  /// Columns of few values are read as codes where the file has them so.
  parquet::ArrowReaderProperties ReadingProperties(Table table,
                                                   const std::vector<int>& leaves) const {
    parquet::ArrowReaderProperties properties(/*use_threads=*/false);
    properties.set_batch_size(kObservedBatchRows);
    for (size_t i = 0; i < leaves.size(); ++i) {
      if (leaves[i] == ColumnMatch::kMissing) continue;
      const bool is_text =
          metadata_->schema()->Column(leaves[i])->physical_type() == parquet::Type::BYTE_ARRAY;
      if (is_text && Describe(table).columns[i].storage == Storage::kCode) {
        properties.set_read_dictionary(leaves[i], true);
      }
    }
    return properties;
  }

  const std::filesystem::path path_;
  const std::shared_ptr<parquet::FileMetaData> metadata_;
  const std::shared_ptr<const footer::File> footer_;
  std::vector<std::string> contradictions_;
  int64_t num_rows_ = 0;             // of all row groups
  std::vector<int64_t> first_rows_;  // of the row groups
  std::vector<FileColumn> columns_;
  std::vector<int> leaves_;  // for each column
};

}  // namespace

Result<std::unique_ptr<TableFile>> OpenParquetFile(const std::filesystem::path& path) {
  TPCH_ASSIGN_OR_RETURN(const auto footer, ReadFooter(path));
  std::unique_ptr<ParquetTableFile> table_file;
  const auto open = [&]() -> arrow::Status {
    BEGIN_PARQUET_CATCH_EXCEPTIONS
    ARROW_ASSIGN_OR_RAISE(const auto file, OpenReader(path, nullptr));
    if (!AreOne(*footer, *file->metadata())) {
      return arrow::Status::Invalid("readers differ in its columns or row groups");
    }
    table_file = std::make_unique<ParquetTableFile>(path, file->metadata(), footer);
    return table_file->ReadSchema();
    END_PARQUET_CATCH_EXCEPTIONS
  };
  if (const arrow::Status status = open(); !status.ok()) return ReadError(path, status);
  return std::unique_ptr<TableFile>(std::move(table_file));
}

}  // namespace tpch
