#include "tpch/parquet/file_limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tpch/base/divide.h"
#include "tpch/schema/table.h"

namespace tpch {
namespace {

constexpr int64_t kMaxRowGroups = 32'767;
constexpr double kMaxChunkSizeBytes = 2'147'483'647;

/// A table whose files go beyond a limit, and the value that is right for it.
struct Excess {
  Table table;
  int64_t remedy;
};

class FileLimits {
 public:
  FileLimits(std::span<const ParquetTable> tables, const std::optional<int64_t>& row_group_bytes,
             std::span<const FileBaseRows> files)
      : tables_(tables), row_group_bytes_(row_group_bytes), files_(files) {}

  Status Check() const {
    TPCH_RETURN_NOT_OK(CheckNumRowGroups());
    TPCH_RETURN_NOT_OK(CheckSmallestRowGroup());
    return CheckColumnChunks();
  }

 private:
  const char* option() const { return row_group_bytes_ ? "--row-group-bytes" : "--row-group-rows"; }

  const ParquetTable& TableOf(Table table) const { return tables_[static_cast<size_t>(table)]; }

  Status CheckNumRowGroups() const {
    std::optional<Excess> excess;  // the remedy is rows
    for (const auto& [table, num_base_rows] : files_) {
      if (DivideUp(num_base_rows, TableOf(table).row_group_base_rows()) <= kMaxRowGroups) continue;
      const int64_t num_rows =
          DivideUp(num_base_rows, kMaxRowGroups) * Describe(table).rows_per_base_row;
      if (!excess || excess->remedy < num_rows) excess = {table, num_rows};
    }
    if (!excess) return Status::OK();
    return Status::Invalid(fmt::format(
        "{}: {} would have more than {} row groups, which no reader takes; use --row-group-rows of "
        "at least {}, or more --parts",
        option(), Describe(excess->table).name, kMaxRowGroups, excess->remedy));
  }

  Status CheckSmallestRowGroup() const {
    if (!row_group_bytes_) return Status::OK();
    std::optional<Excess> excess;  // the remedy is bytes
    for (const FileBaseRows& file : files_) {
      const int64_t num_rows = Describe(file.table).rows_per_base_row;
      const int64_t size_bytes = RowGroupSizeBytes(file.table, num_rows);
      if (*row_group_bytes_ >= size_bytes) continue;
      if (!excess || excess->remedy < size_bytes) excess = {file.table, size_bytes};
    }
    if (!excess) return Status::OK();
    return Status::Invalid(fmt::format(
        "{}: {} bytes are less than the dictionaries of {} and a row take; use at least {}",
        option(), *row_group_bytes_, Describe(excess->table).name, excess->remedy));
  }

  Status CheckColumnChunks() const {
    std::optional<Excess> excess;  // the remedy is rows, or bytes where the user said bytes
    for (const auto& [table, num_base_rows] : files_) {
      const int64_t max_base_rows = MaxBaseRows(table);
      const int64_t wanted = TableOf(table).wanted_row_group_base_rows;
      if (std::min(wanted, num_base_rows) <= max_base_rows) continue;
      const int64_t max_rows = max_base_rows * Describe(table).rows_per_base_row;
      const int64_t max = row_group_bytes_ ? RowGroupSizeBytes(table, max_rows) : max_rows;
      if (!excess || excess->remedy > max) excess = {table, max};
    }
    if (!excess) return Status::OK();
    return Status::Invalid(fmt::format(
        "{}: a column of {} would have more than 2 GiB in a row group, which some readers refuse; "
        "use at most {}, or more --parts",
        option(), Describe(excess->table).name, excess->remedy));
  }

  /// Returns the base rows whose largest column is as large as a column chunk can be.
  int64_t MaxBaseRows(Table table) const {
    double max_row_size_bytes = 0;
    for (const ColumnLayout& column : TableOf(table).columns) {
      max_row_size_bytes = std::max(max_row_size_bytes, column.EstimateFileSizeBytes());
    }
    const auto max_rows = static_cast<int64_t>(kMaxChunkSizeBytes / max_row_size_bytes);
    return max_rows / Describe(table).rows_per_base_row;
  }

  int64_t RowGroupSizeBytes(Table table, int64_t num_rows) const {
    const ParquetTable& shape = TableOf(table);
    const double size_bytes = shape.EstimateRowSizeBytes() * static_cast<double>(num_rows);
    return shape.DictionariesSizeBytes() + static_cast<int64_t>(std::ceil(size_bytes));
  }

  std::span<const ParquetTable> tables_;
  std::optional<int64_t> row_group_bytes_;
  std::span<const FileBaseRows> files_;
};

}  // namespace

Status CheckFileLimits(std::span<const ParquetTable> tables,
                       const std::optional<int64_t>& row_group_bytes,
                       std::span<const FileBaseRows> files) {
  return FileLimits(tables, row_group_bytes, files).Check();
}

}  // namespace tpch
