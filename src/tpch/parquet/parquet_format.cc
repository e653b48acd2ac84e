#include "tpch/parquet/parquet_format.h"

#include <fmt/format.h>
#include <parquet/exception.h>

#include <algorithm>
#include <vector>

#include "tpch/encode/format_module.h"
#include "tpch/parquet/parquet_file_encoder.h"
#include "tpch/parquet/parquet_schema.h"
#include "tpch/parquet/row_group_encoder.h"

namespace tpch {
namespace {

/// Base rows of a batch: enough that the writer's cost for each batch does not count.
constexpr int64_t kBatchBaseRows = 2048;

/// Bytes of a row before compression, by Table.
constexpr int64_t kEncodedRowSizeBytes[] = {99, 89, 126, 52, 131, 136, 73, 43};

/// Bytes of a row that snappy leaves, by Table; the other codecs leave no more.
constexpr int64_t kCompressedRowSizeBytes[] = {81, 54, 69, 24, 46, 72, 30, 27};

/// What Arrow's writer takes beside the row group.
constexpr int64_t kWriterBytes = int64_t{16} << 20;

/// Row groups of the largest file: their ordinal has 16 bits (Parquet's RowGroup.ordinal).
constexpr int64_t kMaxRowGroups = 32'767;

int64_t RowGroupRows(Table table, const ParquetOptions& options) {
  if (!options.row_group_bytes) return options.row_group_rows;
  return *options.row_group_bytes / kEncodedRowSizeBytes[static_cast<size_t>(table)];
}

class ParquetFormat : public Format {
 public:
  explicit ParquetFormat(const ParquetOptions& options) : options_(options) {
    for (const Table table : kAllTables) tables_.push_back(MakeParquetTable(table, options));
  }

  std::string_view extension() const override { return "parquet"; }

  int64_t UnitBaseRows(Table table) const override {
    return std::max<int64_t>(1, RowGroupRows(table, options_) / Describe(table).rows_per_base_row);
  }

  Status CheckNumUnits(Table table, int64_t num_base_rows) const override {
    const int64_t unit_base_rows = UnitBaseRows(table);
    if ((num_base_rows + unit_base_rows - 1) / unit_base_rows <= kMaxRowGroups) {
      return Status::OK();
    }
    const int64_t min_rows =
        (num_base_rows + kMaxRowGroups - 1) / kMaxRowGroups * Describe(table).rows_per_base_row;
    return Status::Invalid(fmt::format(
        "--row-group-rows: {} would have more than {} row groups, which no reader takes; use at "
        "least {} rows, or more --parts",
        Describe(table).name, kMaxRowGroups, min_rows));
  }

  int64_t BatchBaseRows() const override { return kBatchBaseRows; }

  int64_t EstimateSizeBytes(Table table, int64_t num_rows) const override {
    const auto& row_size_bytes =
        options_.codec == Codec::kNone ? kEncodedRowSizeBytes : kCompressedRowSizeBytes;
    return num_rows * row_size_bytes[static_cast<size_t>(table)];
  }

  FormatMemory EstimateMemory(Table table, int64_t num_rows) const override {
    const int64_t row_group_bytes = num_rows * kEncodedRowSizeBytes[static_cast<size_t>(table)];
    return {.library_bytes = kFormatModuleBytes, .unit_bytes = kWriterBytes + row_group_bytes};
  }

  std::unique_ptr<UnitEncoder> MakeUnitEncoder(Table table, BufferPool* /*pool*/) const override {
    return MakeRowGroupEncoder(table, tables_[static_cast<size_t>(table)]);
  }

  std::unique_ptr<FileEncoder> MakeFileEncoder(const FileContents& contents) const override {
    return MakeParquetFileEncoder(tables_[static_cast<size_t>(contents.table)]);
  }

 private:
  ParquetOptions options_;
  std::vector<ParquetTable> tables_;  // by Table
};

}  // namespace

Result<std::unique_ptr<Format>> MakeParquetFormat(const ParquetOptions& options) {
  TPCH_RETURN_NOT_OK(CheckCodec(options));
  for (const Table table : kAllTables) {
    if (RowGroupRows(table, options) <= kMaxRowGroupRows) continue;
    return Status::Invalid(
        fmt::format("--row-group-bytes: {} bytes are more than {} rows of {}; use less",
                    *options.row_group_bytes, kMaxRowGroupRows, Describe(table).name));
  }
  try {
    return std::unique_ptr<Format>(std::make_unique<ParquetFormat>(options));
  } catch (const parquet::ParquetException& exception) {
    return Status::IoError(fmt::format("cannot prepare Parquet files: {}", exception.what()));
  }
}

}  // namespace tpch
