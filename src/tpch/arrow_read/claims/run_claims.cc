#include "tpch/arrow_read/claims/run_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tpch/arrow_read/claims/index_claims.h"
#include "tpch/arrow_read/claims/statistics_claims.h"
#include "tpch/arrow_read/parquet/index_reader.h"
#include "tpch/read/table_file.h"

namespace tpch {
namespace {

// Adds the claims of one column.
Status ReadColumnClaims(arrow::io::RandomAccessFile* file, const footer::File& footer,
                        const footer::ColumnChunk& chunk, const ClaimedColumn& column,
                        int64_t num_rows, RunClaims* claims) {
  BoundsClaim claim = ReadStatisticsClaim(column, chunk.metadata, &claims->contradictions);
  // The footer check reports chunks that contradict the row group's count.
  claim.num_rows = num_rows;
  claims->bounds.push_back(std::move(claim));
  const auto index = footer::ReadPageIndex(file, footer, chunk);
  if (!index.ok()) {
    return Status::IoError(fmt::format("{}: {}", column.name, index.status().message()));
  }
  ReadIndexClaims(column, *index, num_rows, claims);
  // For texts with shared prefixes parquet-cpp counts only the bytes after the prefix.
  if (std::ranges::find(chunk.metadata.encodings, int32_t{footer::kDeltaByteArray}) !=
      chunk.metadata.encodings.end()) {
    for (BoundsClaim& each : claims->bounds) {
      if (each.column == column.index) each.text_bytes.reset();
    }
  }
  return Status::OK();
}

}  // namespace

Result<RunClaims> ReadRunClaims(arrow::io::RandomAccessFile* file, const footer::File& footer,
                                size_t row_group, Table table, const std::vector<int>& leaves) {
  const footer::RowGroup& group = footer.row_groups[row_group];
  RunClaims claims;
  claims.num_rows = group.num_rows;
  for (size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i] == ColumnMatch::kMissing) continue;
    const auto leaf = static_cast<size_t>(leaves[i]);
    const ColumnDescriptor& descriptor = Describe(table).columns[i];
    const Status status = ReadColumnClaims(
        file, footer, group.columns[leaf],
        {footer.leaves[leaf], i, descriptor.storage, descriptor.name}, group.num_rows, &claims);
    if (!status.ok()) {
      return Status::IoError(fmt::format("row group {}: {}", row_group, status.message()));
    }
  }
  for (const footer::SortingColumn& sorting : group.sorting_columns) {
    const auto column = std::ranges::find(leaves, sorting.column);
    // The remaining columns order only rows with equal values in a column unknown to the table.
    if (sorting.column < 0 || column == leaves.end()) break;
    claims.sorting.push_back({static_cast<size_t>(column - leaves.begin()), sorting.is_descending});
  }
  return claims;
}

}  // namespace tpch
