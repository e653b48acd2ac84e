#include "tpch/parquet/parquet_format.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "tpch/compress/codec_memory.h"
#include "tpch/parquet/file_limits.h"
#include "tpch/parquet/options_check.h"
#include "tpch/parquet/options_description.h"
#include "tpch/parquet/parquet_file_encoder.h"
#include "tpch/parquet/parquet_table.h"
#include "tpch/parquet/parquet_unit_encoder.h"

namespace tpch {
namespace {

// Base rows of a batch: few enough that its columns stay in the L2 cache.
constexpr int64_t kBatchBaseRows = 512;

// Memory of page buffers in addition to their values.
constexpr int64_t kPageBuffersBytes = int64_t{4} << 20;

constexpr int64_t kHashSizeBytes = sizeof(uint64_t);

// Returns an upper bound for an estimated size: keys are wider at large scale factors, and
// compression ratios differ between levels.
constexpr int64_t AtMost(int64_t size_bytes) { return size_bytes + size_bytes / 8; }

class ParquetFormat : public Format {
 public:
  ParquetFormat(std::vector<ParquetTable> tables, ParquetOptions options)
      : tables_(std::move(tables)), options_(std::move(options)) {}

  std::string_view extension() const override { return "parquet"; }

  DataOptions DescribeOptions() const override { return DescribeParquetOptions(options_); }

  int64_t UnitBaseRows(Table table) const override {
    return TableOf(table).row_group.unit_base_rows;
  }

  Status CheckFiles(std::span<const FileBaseRows> files) const override {
    return CheckFileLimits(tables_, options_, files);
  }

  int64_t BatchBaseRows() const override { return kBatchBaseRows; }

  int64_t EstimateSizeBytes(Table table, int64_t num_rows) const override {
    const ParquetTable& shape = TableOf(table);
    return shape.EstimateFileSizeBytes(
        num_rows, shape.row_group.base_rows() * Describe(table).rows_per_base_row);
  }

  FormatMemory EstimateMemory(Table table, int64_t unit_rows, int64_t file_rows) const override {
    const ParquetTable& parquet_table = TableOf(table);
    const auto encoded_bytes =
        static_cast<int64_t>(static_cast<double>(unit_rows) * parquet_table.EstimateRowSizeBytes());
    // Pages in progress, and the chunk.
    const int64_t unit_bytes = encoded_bytes + EstimateSizeBytes(table, unit_rows);
    const int64_t row_group_rows =
        std::min(unit_rows * parquet_table.row_group.units_per_row_group, file_rows);
    FormatMemory memory = {.unit_bytes = kPageBuffersBytes + unit_bytes,
                           .held_back_bytes = AtMost(EstimateSizeBytes(table, row_group_rows))};
    for (const ColumnLayout& column : parquet_table.columns) {
      // One column is compressed at a time.
      memory.thread_bytes =
          std::max(memory.thread_bytes, CodecMemoryBytes(column.compression, options_.page_bytes));
      if (!column.bloom_filter || column.encoding == Encoding::kDictionary) continue;
      // Hashes of the values: while growing, then copied to the chunk and held back with it.
      memory.unit_bytes += 3 * unit_rows * kHashSizeBytes;
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
  ParquetOptions options_;
};

}  // namespace

Result<std::unique_ptr<Format>> MakeParquetFormat(const ParquetOptions& options) {
  TPCH_RETURN_NOT_OK(CheckParquetOptions(options));
  TPCH_ASSIGN_OR_RETURN(std::vector<ParquetTable> tables, MakeParquetTables(options));
  return std::unique_ptr<Format>(std::make_unique<ParquetFormat>(std::move(tables), options));
}

}  // namespace tpch
