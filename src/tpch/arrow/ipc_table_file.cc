#include "tpch/arrow/ipc_table_file.h"

#include <arrow/io/file.h>
#include <arrow/ipc/reader.h>
#include <arrow/memory_pool.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tpch/arrow/arrow_status.h"
#include "tpch/arrow/batch_slicer.h"

namespace tpch {
namespace {

Status ReadError(const std::filesystem::path& path, const arrow::Status& status) {
  return FromArrow(fmt::format("cannot read '{}' as an Arrow file", path.string()), status);
}

/// Opens the file with only these fields, or all.
Result<std::shared_ptr<arrow::ipc::RecordBatchFileReader>> OpenReader(
    const std::filesystem::path& path, std::vector<int> fields) {
  auto file = arrow::io::ReadableFile::Open(path.string(), arrow::default_memory_pool());
  if (!file.ok()) return ReadError(path, file.status());
  auto options = arrow::ipc::IpcReadOptions::Defaults();
  options.memory_pool = arrow::default_memory_pool();
  options.use_threads = false;
  options.included_fields = std::move(fields);
  auto reader = arrow::ipc::RecordBatchFileReader::Open(*file, options);
  if (!reader.ok()) return ReadError(path, reader.status());
  return *reader;
}

class IpcRunReader : public RunReader {
 public:
  IpcRunReader(Table table, std::vector<int> fields) : slicer_(table, std::move(fields)) {}

  void Start(std::shared_ptr<arrow::RecordBatch> batch, int64_t position) {
    slicer_.Start(std::move(batch), position);
  }

  Status Next(ObservedBatch* batch) override {
    batch->Clear();
    if (!slicer_.empty()) slicer_.Next(batch);
    return Status::OK();
  }

 private:
  BatchSlicer slicer_;
};

class IpcTableFile : public TableFile {
 public:
  IpcTableFile(std::filesystem::path path, std::vector<FileColumn> columns,
               std::vector<int64_t> first_rows)
      : path_(std::move(path)), columns_(std::move(columns)), first_rows_(std::move(first_rows)) {}

  const std::vector<FileColumn>& columns() const override { return columns_; }
  std::optional<int64_t> num_rows() const override { return first_rows_.back(); }
  int64_t num_runs() const override { return static_cast<int64_t>(first_rows_.size()) - 1; }

  Result<std::unique_ptr<RunReader>> OpenRun(int64_t run, Table table, const ColumnMatch& match,
                                             const std::vector<size_t>& columns) const override {
    // The reader's batches have the included fields only, in the file's order.
    std::vector<int> included;
    for (size_t i = 0; i < match.file_columns.size(); ++i) {
      const bool is_wanted = columns.empty() || std::ranges::find(columns, i) != columns.end();
      if (match.file_columns[i] != ColumnMatch::kMissing && is_wanted) {
        included.push_back(match.file_columns[i]);
      }
    }
    std::ranges::sort(included);
    std::vector<int> fields;
    for (const int field : match.file_columns) {
      const auto place = std::ranges::find(included, field);
      fields.push_back(place == included.end() ? ColumnMatch::kMissing
                                               : static_cast<int>(place - included.begin()));
    }
    TPCH_ASSIGN_OR_RETURN(const auto file, OpenReader(path_, included));
    auto batch = file->ReadRecordBatch(static_cast<int>(run));
    if (!batch.ok()) return ReadError(path_, batch.status());
    if (const arrow::Status status = (*batch)->ValidateFull(); !status.ok()) {
      return ReadError(path_, status);
    }
    auto reader = std::make_unique<IpcRunReader>(table, std::move(fields));
    reader->Start(*batch, first_rows_[static_cast<size_t>(run)]);
    return std::unique_ptr<RunReader>(std::move(reader));
  }

  Result<int64_t> RowNumber(int64_t position) const override { return position + 1; }

 private:
  const std::filesystem::path path_;
  const std::vector<FileColumn> columns_;
  const std::vector<int64_t> first_rows_;  // of each record batch, and of that behind the last
};

}  // namespace

Result<std::unique_ptr<TableFile>> OpenArrowFile(const std::filesystem::path& path) {
  TPCH_ASSIGN_OR_RETURN(const auto reader, OpenReader(path, {}));
  std::vector<FileColumn> columns;
  for (const auto& field : reader->schema()->fields()) columns.push_back(DescribeField(*field));
  // A batch without fields still has its rows, and costs little to read.
  std::vector<int64_t> first_rows = {0};
  TPCH_ASSIGN_OR_RETURN(const auto counter, OpenReader(path, {0}));
  for (int i = 0; i < counter->num_record_batches(); ++i) {
    const auto batch = counter->ReadRecordBatch(i);
    if (!batch.ok()) return ReadError(path, batch.status());
    first_rows.push_back(first_rows.back() + (*batch)->num_rows());
  }
  return std::unique_ptr<TableFile>(
      std::make_unique<IpcTableFile>(path, std::move(columns), std::move(first_rows)));
}

}  // namespace tpch
