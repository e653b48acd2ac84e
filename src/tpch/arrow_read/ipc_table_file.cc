#include "tpch/arrow_read/ipc_table_file.h"

#include <arrow/io/file.h>
#include <arrow/ipc/reader.h>
#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "tpch/arrow/arrow_status.h"
#include "tpch/arrow/run_memory.h"
#include "tpch/arrow_read/batch_slicer.h"

namespace tpch {
namespace {

// The largest contents for each byte of a file: rows of some types take no bytes, and views may
// share texts, so a hostile file could claim any amount.
constexpr int64_t kMaxRowsPerByte = 16;
constexpr int64_t kMaxBytesPerByte = 64;

Status ReadError(const std::filesystem::path& path, const arrow::Status& status) {
  return FromArrow(fmt::format("cannot read '{}' as an Arrow file", path.string()), status);
}

Status BatchError(const std::filesystem::path& path, int64_t batch, const arrow::Status& status) {
  return ReadError(path, status.WithMessage("record batch ", batch, ": ", status.message()));
}

// Opens the file with these fields, or with all.
arrow::Result<std::shared_ptr<arrow::ipc::RecordBatchFileReader>> OpenReader(
    const std::filesystem::path& path, std::vector<int> fields, arrow::MemoryPool* pool) {
  ARROW_ASSIGN_OR_RAISE(auto file, arrow::io::ReadableFile::Open(path.string(), pool));
  auto options = arrow::ipc::IpcReadOptions::Defaults();
  options.memory_pool = pool;
  options.use_threads = false;
  options.included_fields = std::move(fields);
  options.ensure_alignment = arrow::ipc::Alignment::kDataTypeSpecificAlignment;
  return arrow::ipc::RecordBatchFileReader::Open(std::move(file), options);
}

// Returns the total size of the texts of views; shared texts count repeatedly.
int64_t CountViewedBytes(const arrow::ArrayData& array) {
  const auto* views = array.GetValues<arrow::BinaryViewType::c_type>(1);
  int64_t num_bytes = 0;
  for (int64_t i = 0; i < array.length; ++i) num_bytes += views[i].size();
  return num_bytes;
}

// Returns an error if the array cannot be read as its type. Does not check the values of nested
// types, which are not read.
arrow::Status CheckArray(const arrow::Array& array, int64_t file_bytes) {
  ARROW_RETURN_NOT_OK(array.Validate());
  if (array.type_id() == arrow::Type::DICTIONARY) {
    ARROW_RETURN_NOT_OK(
        CheckArray(*static_cast<const arrow::DictionaryArray&>(array).dictionary(), file_bytes));
  } else if (arrow::is_binary_view_like(array.type_id())) {
    const int64_t num_bytes = CountViewedBytes(*array.data());
    if (num_bytes > kMaxBytesPerByte * file_bytes) {
      return arrow::Status::Invalid("has ", num_bytes, " bytes of texts, too many for a file of ",
                                    file_bytes, " bytes");
    }
  }
  const bool is_flat = array.type()->num_fields() == 0 && array.type_id() != arrow::Type::EXTENSION;
  return is_flat ? array.ValidateFull() : arrow::Status::OK();
}

// Returns an error unless all columns have the batch's length and can be read.
arrow::Status CheckColumns(const arrow::RecordBatch& batch, int64_t file_bytes) {
  for (int i = 0; i < batch.num_columns(); ++i) {
    const auto column = batch.column(i);
    arrow::Status status = CheckArray(*column, file_bytes);
    if (status.ok() && column->length() != batch.num_rows()) {
      status = arrow::Status::Invalid("has ", column->length(), " values in place of ",
                                      batch.num_rows());
    }
    if (!status.ok()) {
      return status.WithMessage("column ", batch.column_name(i), ": ", status.message());
    }
  }
  return arrow::Status::OK();
}

// Reads a record batch that needs no further checks.
arrow::Result<std::shared_ptr<arrow::RecordBatch>> ReadBatch(
    arrow::ipc::RecordBatchFileReader* reader, int64_t index, int64_t file_bytes) {
  ARROW_ASSIGN_OR_RAISE(auto batch, reader->ReadRecordBatch(static_cast<int>(index)));
  ARROW_RETURN_NOT_OK(CheckColumns(*batch, file_bytes));
  return batch;
}

class IpcRunReader : public RunReader {
 public:
  IpcRunReader(Table table, std::vector<int> fields, int64_t file_bytes)
      : file_bytes_(file_bytes), memory_(file_bytes), slicer_(table, std::move(fields)) {}

  // Reads record batch `run` with the fields `included`.
  arrow::Status Open(const std::filesystem::path& path, std::vector<int> included, int64_t run,
                     int64_t first_row) {
    const auto read = [&]() -> arrow::Result<std::shared_ptr<arrow::RecordBatch>> {
      ARROW_ASSIGN_OR_RAISE(const auto reader,
                            OpenReader(path, std::move(included), memory_.pool()));
      return ReadBatch(reader.get(), run, file_bytes_);
    };
    auto batch = read();
    if (!batch.ok()) return memory_.Explain(batch.status());
    slicer_.Start(*std::move(batch), first_row);
    return arrow::Status::OK();
  }

  Status Next(ObservedBatch* batch) override {
    batch->Clear();
    if (!slicer_.empty()) TPCH_RETURN_NOT_OK(slicer_.Next(batch));
    return Status::OK();
  }

 private:
  const int64_t file_bytes_;
  RunMemory memory_;
  BatchSlicer slicer_;
};

class IpcTableFile : public TableFile {
 public:
  IpcTableFile(std::filesystem::path path, int64_t size_bytes)
      : path_(std::move(path)), size_bytes_(size_bytes) {}

  // Reads the columns, and the number of rows of each record batch.
  Status Open() {
    RunMemory memory(size_bytes_);
    auto reader = OpenReader(path_, {}, memory.pool());
    if (!reader.ok()) return ReadError(path_, memory.Explain(reader.status()));
    const auto& fields = (*reader)->schema()->fields();
    for (const auto& field : fields) columns_.push_back(DescribeField(*field));
    // Reading one field is cheap, and shows the number of rows.
    if (fields.size() > 1) reader = OpenReader(path_, {0}, memory.pool());
    if (!reader.ok()) return ReadError(path_, memory.Explain(reader.status()));
    for (int i = 0; i < (*reader)->num_record_batches(); ++i) {
      const auto batch = (*reader)->ReadRecordBatch(i);
      if (!batch.ok()) return BatchError(path_, i, memory.Explain(batch.status()));
      if (!AddRows((*batch)->num_rows())) {
        return BatchError(
            path_, i,
            arrow::Status::Invalid("says that it has ", (*batch)->num_rows(),
                                   " rows, too many for a file of ", size_bytes_, " bytes"));
      }
    }
    return Status::OK();
  }

  const std::vector<FileColumn>& columns() const override { return columns_; }
  std::optional<int64_t> num_rows() const override { return first_rows_.back(); }
  int64_t num_runs() const override { return static_cast<int64_t>(first_rows_.size()) - 1; }

  Result<std::unique_ptr<RunReader>> OpenRun(int64_t run, Table table, const ColumnMatch& match,
                                             const std::vector<size_t>& columns) const override {
    // The reader's batches contain only the included fields, in file order.
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
    auto reader = std::make_unique<IpcRunReader>(table, std::move(fields), size_bytes_);
    const arrow::Status status =
        reader->Open(path_, std::move(included), run, first_rows_[static_cast<size_t>(run)]);
    if (!status.ok()) return BatchError(path_, run, status);
    return std::unique_ptr<RunReader>(std::move(reader));
  }

  Result<int64_t> RowNumber(int64_t position) const override { return position + 1; }

 private:
  // Adds a record batch of `num_rows`; returns whether the file can have so many rows.
  bool AddRows(int64_t num_rows) {
    const int64_t num_left = kMaxRowsPerByte * size_bytes_ - first_rows_.back();
    if (num_rows < 0 || num_rows > num_left) return false;
    first_rows_.push_back(first_rows_.back() + num_rows);
    return true;
  }

  const std::filesystem::path path_;
  const int64_t size_bytes_;
  std::vector<FileColumn> columns_;
  std::vector<int64_t> first_rows_ = {0};  // of each record batch, plus the end of the last
};

}  // namespace

Result<std::unique_ptr<TableFile>> OpenArrowFile(const std::filesystem::path& path) {
  std::error_code error;
  const auto size_bytes = std::filesystem::file_size(path, error);
  if (error) {
    return Status::FromErrno(fmt::format("cannot read '{}'", path.string()), error.value());
  }
  auto file = std::make_unique<IpcTableFile>(path, static_cast<int64_t>(size_bytes));
  TPCH_RETURN_NOT_OK(file->Open());
  return std::unique_ptr<TableFile>(std::move(file));
}

}  // namespace tpch
