#include "tpch/arrow_read/parquet_table_file.h"

#include <arrow/io/file.h>
#include <arrow/record_batch.h>
#include <fmt/format.h>
#include <parquet/arrow/schema.h>
#include <parquet/exception.h>
#include <parquet/file_reader.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tpch/arrow/arrow_status.h"
#include "tpch/arrow_read/batch_slicer.h"
#include "tpch/arrow_read/claims/arrow_schema_check.h"
#include "tpch/arrow_read/claims/chunk_claims.h"
#include "tpch/arrow_read/claims/footer_check.h"
#include "tpch/arrow_read/claims/run_claims.h"
#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/arrow_read/parquet/row_group_rows.h"

namespace tpch {
namespace {

Status ReadError(const std::filesystem::path& path, const arrow::Status& status) {
  return FromArrow(fmt::format("cannot read '{}' as a Parquet file", path.string()), status);
}

Status ReadError(const std::filesystem::path& path, const Status& status) {
  return Status::IoError(
      fmt::format("cannot read '{}' as a Parquet file: {}", path.string(), status.message()));
}

// Reads the footer with our own code, which accepts fewer files than parquet-cpp and shows more.
Result<std::shared_ptr<const footer::File>> ReadFooter(const std::filesystem::path& path) {
  const auto file = arrow::io::ReadableFile::Open(path.string());
  if (!file.ok()) return ReadError(path, file.status());
  auto footer = footer::Read(file->get());
  return footer.ok() ? std::move(footer) : ReadError(path, footer.status());
}

// Returns whether parquet-cpp has read the same footer.
bool AreOne(const footer::File& footer, const parquet::FileMetaData& metadata) {
  return std::cmp_equal(footer.leaves.size(), metadata.num_columns()) &&
         std::cmp_equal(footer.row_groups.size(), metadata.num_row_groups());
}

class ParquetRunReader : public RunReader {
 public:
  // Takes `rows`, which are not open yet.
  ParquetRunReader(std::filesystem::path path, int64_t row_group,
                   std::unique_ptr<RowGroupRows> rows, Table table, std::vector<int> fields,
                   int64_t position)
      : path_(std::move(path)),
        row_group_(row_group),
        rows_(std::move(rows)),
        slicer_(table, std::move(fields)),
        position_(position) {}

  Status Open() {
    arrow::Status status = rows_->Open();
    if (status.ok()) status = rows_->Start(kObservedBatchRows);
    return ReadError(path_, status);
  }

  Status Next(ObservedBatch* batch) override {
    batch->Clear();
    while (slicer_.empty()) {
      auto next = rows_->ReadNext();
      if (!next.ok()) return ReadError(path_, next.status());
      if (*next == nullptr) return Status::OK();
      const int64_t num_rows = (*next)->num_rows();
      slicer_.Start(*std::move(next), position_);
      position_ += num_rows;
    }
    Status status = slicer_.Next(batch);
    if (status.ok()) return status;
    return ReadError(path_, arrow::Status::IOError(
                                fmt::format("row group {}, {}", row_group_, status.message())));
  }

 private:
  const std::filesystem::path path_;
  const int64_t row_group_;
  const std::unique_ptr<RowGroupRows> rows_;
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

  // Determines columns, types and contradictions. Throws parquet::ParquetException.
  arrow::Status ReadSchema() {
    contradictions_ = footer::FindContradictions(*footer_);
    ARROW_RETURN_NOT_OK(CheckArrowSchema(*metadata_, &contradictions_));
    std::shared_ptr<arrow::Schema> schema;
    ARROW_RETURN_NOT_OK(parquet::arrow::FromParquetSchema(
        metadata_->schema(), parquet::default_arrow_reader_properties(),
        metadata_->key_value_metadata(), &schema));
    const parquet::SchemaDescriptor& parquet_schema = *metadata_->schema();
    const parquet::schema::GroupNode& root = *parquet_schema.group_node();
    if (root.field_count() != schema->num_fields()) {
      return arrow::Status::IOError("its schema has columns that cannot be read");
    }
    int next_leaf = 0;  // leaves are in the order of their columns
    for (int i = 0; i < schema->num_fields(); ++i) {
      columns_.push_back(DescribeField(*schema->field(i)));
      const parquet::schema::Node* const field = root.field(i).get();
      leaves_.push_back(field->is_primitive() ? next_leaf : ColumnMatch::kMissing);
      while (next_leaf < parquet_schema.num_columns() &&
             parquet_schema.GetColumnRoot(next_leaf) == field) {
        ++next_leaf;
      }
      // Tables have no nested columns.
      const bool is_flat = field->is_primitive() && !field->is_repeated();
      if (!is_flat) leaves_.back() = ColumnMatch::kMissing;
      if (!is_flat) columns_.back().name += " (nested)";
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
    // The record batches have the requested columns, in file order.
    const std::vector<WantedColumn> wanted = Wanted(run, table, leaves);
    std::vector<int> fields;
    for (const int leaf : leaves) {
      const auto place = std::ranges::find(wanted, leaf, &WantedColumn::leaf);
      fields.push_back(place == wanted.end() ? ColumnMatch::kMissing
                                             : static_cast<int>(place - wanted.begin()));
    }
    auto reader = std::make_unique<ParquetRunReader>(path_, run, MakeRows(run, wanted), table,
                                                     std::move(fields),
                                                     first_rows_[static_cast<size_t>(run)]);
    TPCH_RETURN_NOT_OK(reader->Open());
    return std::unique_ptr<RunReader>(std::move(reader));
  }

  Result<int64_t> RowNumber(int64_t position) const override { return position + 1; }

  std::vector<std::string> Contradictions() const override { return contradictions_; }

  Result<RunClaims> ReadClaims(int64_t run, Table table, const ColumnMatch& match) const override {
    const std::vector<int> leaves = LeavesOf(match);
    const std::vector<WantedColumn> wanted = Wanted(run, table, leaves);
    const auto rows = MakeRows(run, wanted);
    if (const arrow::Status status = rows->Open(); !status.ok()) return ReadError(path_, status);
    const auto row_group = static_cast<size_t>(run);
    auto claims = ReadRunClaims(rows->file(), *footer_, row_group, table, leaves);
    if (!claims.ok()) return ReadError(path_, claims.status());
    for (const WantedColumn& column : wanted) {
      const arrow::Status status =
          ReadChunkClaims(*footer_, row_group, table, column, rows.get(), &*claims);
      if (!status.ok()) return ReadError(path_, status);
    }
    return claims;
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

  // Returns whether parquet-cpp can read texts as codes, which depends on their encodings.
  bool CanReadCodes(int64_t run, int leaf) const {
    const footer::ColumnMetadata& chunk =
        footer_->row_groups[static_cast<size_t>(run)].columns[static_cast<size_t>(leaf)].metadata;
    return chunk.type == footer::kByteArray && chunk.dictionary_page_offset &&
           std::ranges::none_of(chunk.encodings, [](int32_t encoding) {
             return encoding == footer::kDeltaLengthByteArray ||
                    encoding == footer::kDeltaByteArray;
           });
  }

  std::unique_ptr<RowGroupRows> MakeRows(int64_t run, std::vector<WantedColumn> wanted) const {
    return std::make_unique<RowGroupRows>(path_, footer_, metadata_, static_cast<int>(run),
                                          std::move(wanted));
  }

  // Returns the columns to read, in ascending order of leaf. Columns of few values are read as
  // codes if the file stores codes.
  std::vector<WantedColumn> Wanted(int64_t run, Table table, const std::vector<int>& leaves) const {
    std::vector<WantedColumn> wanted;
    for (size_t i = 0; i < leaves.size(); ++i) {
      if (leaves[i] == ColumnMatch::kMissing) continue;
      const ColumnDescriptor& column = Describe(table).columns[i];
      const bool as_codes = column.storage == Storage::kCode && CanReadCodes(run, leaves[i]);
      wanted.push_back({leaves[i], i, std::string(column.name), as_codes});
    }
    std::ranges::sort(wanted, {}, &WantedColumn::leaf);
    return wanted;
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
    ARROW_ASSIGN_OR_RAISE(auto file, arrow::io::ReadableFile::Open(path.string()));
    const auto reader = parquet::ParquetFileReader::Open(std::move(file));
    if (!AreOne(*footer, *reader->metadata())) {
      return arrow::Status::Invalid("readers differ in its columns or row groups");
    }
    table_file = std::make_unique<ParquetTableFile>(path, reader->metadata(), footer);
    return table_file->ReadSchema();
    END_PARQUET_CATCH_EXCEPTIONS
  };
  if (const arrow::Status status = open(); !status.ok()) return ReadError(path, status);
  return std::unique_ptr<TableFile>(std::move(table_file));
}

}  // namespace tpch
