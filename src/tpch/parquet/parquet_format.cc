#include "tpch/parquet/parquet_format.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "tpch/encode/format_module.h"
#include "tpch/parquet/bloom_filter.h"
#include "tpch/parquet/parquet_file_encoder.h"
#include "tpch/parquet/parquet_table.h"
#include "tpch/parquet/parquet_unit_encoder.h"

namespace tpch {
namespace {

/// Base rows of a batch: few enough that its columns stay in the L2 cache.
constexpr int64_t kBatchBaseRows = 512;

/// What page buffers take beside the values in them.
constexpr int64_t kPageBuffersBytes = int64_t{4} << 20;

constexpr int64_t kHashSizeBytes = sizeof(uint64_t);

/// Row groups of the largest file: their ordinal has 16 bits (Parquet's RowGroup.ordinal).
constexpr int64_t kMaxRowGroups = 32'767;

int64_t DivideUp(int64_t a, int64_t b) { return (a + b - 1) / b; }

class ParquetFormat : public Format {
 public:
  /// `row_group_option`: the option that sizes row groups, for messages.
  ParquetFormat(std::vector<ParquetTable> tables, const char* row_group_option)
      : tables_(std::move(tables)), row_group_option_(row_group_option) {}

  std::string_view extension() const override { return "parquet"; }

  int64_t UnitBaseRows(Table table) const override { return TableOf(table).unit_base_rows; }

  Status CheckNumUnits(Table table, int64_t num_base_rows) const override {
    const int64_t row_group_base_rows =
        TableOf(table).unit_base_rows * TableOf(table).units_per_row_group;
    if (DivideUp(num_base_rows, row_group_base_rows) <= kMaxRowGroups) return Status::OK();
    return Status::Invalid(fmt::format(
        "{}: {} would have more than {} row groups, which no reader takes; use --row-group-rows of "
        "at least {}, or more --parts",
        row_group_option_, Describe(table).name, kMaxRowGroups,
        DivideUp(num_base_rows, kMaxRowGroups) * Describe(table).rows_per_base_row));
  }

  int64_t BatchBaseRows() const override { return kBatchBaseRows; }

  int64_t EstimateSizeBytes(Table table, int64_t num_rows) const override {
    double row_size_bytes = 0;
    for (const ColumnLayout& column : TableOf(table).columns) {
      row_size_bytes += column.EstimateFileSizeBytes();
    }
    return static_cast<int64_t>(static_cast<double>(num_rows) * row_size_bytes);
  }

  FormatMemory EstimateMemory(Table table, int64_t num_rows) const override {
    const ParquetTable& parquet_table = TableOf(table);
    double row_size_bytes = 0;
    for (const ColumnLayout& column : parquet_table.columns) {
      row_size_bytes += column.EstimateRowSizeBytes();
    }
    const auto encoded_bytes = static_cast<int64_t>(static_cast<double>(num_rows) * row_size_bytes);
    // Pages being made, and the chunk.
    const int64_t unit_bytes = encoded_bytes + EstimateSizeBytes(table, num_rows);
    const int64_t row_group_rows = num_rows * parquet_table.units_per_row_group;
    FormatMemory memory = {.library_bytes = kFormatModuleBytes,
                           .unit_bytes = kPageBuffersBytes + unit_bytes,
                           .held_back_bytes = EstimateSizeBytes(table, row_group_rows)};
    for (const ColumnLayout& column : parquet_table.columns) {
      if (!column.bloom_filter) continue;
      memory.held_back_bytes += BloomFilter::SizeBytes(column.MaxValues(row_group_rows));
      if (column.encoding == Encoding::kDictionary) continue;
      // The hashes of its values: growing, then copied to the chunk and held back with it.
      memory.unit_bytes += 3 * num_rows * kHashSizeBytes;
      memory.held_back_bytes += row_group_rows * kHashSizeBytes;
    }
    return memory;
  }

  std::unique_ptr<UnitEncoder> MakeUnitEncoder(Table table, BufferPool* pool) const override {
    return MakeParquetUnitEncoder(TableOf(table), pool);
  }

  std::unique_ptr<FileEncoder> MakeFileEncoder(const FileContents& contents) const override {
    return MakeParquetFileEncoder(TableOf(contents.table), contents);
  }

 private:
  const ParquetTable& TableOf(Table table) const { return tables_[static_cast<size_t>(table)]; }

  std::vector<ParquetTable> tables_;  // by Table
  const char* row_group_option_;
};

}  // namespace

Result<std::unique_ptr<Format>> MakeParquetFormat(const ParquetOptions& options) {
  TPCH_RETURN_NOT_OK(CheckColumnOptions(options));
  std::vector<ParquetTable> tables;
  for (const Table table : kAllTables) {
    TPCH_ASSIGN_OR_RETURN(ParquetTable made, MakeParquetTable(table, options));
    tables.push_back(std::move(made));
  }
  return std::unique_ptr<Format>(std::make_unique<ParquetFormat>(
      std::move(tables), options.row_group_bytes ? "--row-group-bytes" : "--row-group-rows"));
}

}  // namespace tpch
