// The page index of a column chunk as stored in a Parquet file, without checking it.

#pragma once

#include <arrow/io/interfaces.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/status.h"

namespace tpch::footer {

struct PageLocation {
  int64_t offset = 0;
  int32_t compressed_page_size = 0;
  int64_t first_row_index = 0;
};

struct OffsetIndex {
  std::vector<PageLocation> pages;
  std::optional<std::vector<int64_t>> text_bytes;  ///< unencoded_byte_array_data_bytes
};

/// Lists by page.
struct ColumnIndex {
  std::vector<bool> null_pages;
  std::vector<std::string_view> min_values;
  std::vector<std::string_view> max_values;
  int32_t boundary_order = 0;
  std::optional<std::vector<int64_t>> null_counts;
  std::vector<int64_t> repetition_levels;
  std::vector<int64_t> definition_levels;
  std::optional<std::vector<int64_t>> nan_counts;
};

/// Both indexes of a chunk, with the bytes that they point to.
struct PageIndex {
  std::string offset_index_bytes;
  std::string column_index_bytes;
  std::optional<OffsetIndex> offset_index;
  std::optional<ColumnIndex> column_index;
};

/// Reads the indexes of a chunk. Returns IoError if there is no such index at its offset. The
/// message names the index; the caller adds the column.
Result<PageIndex> ReadPageIndex(arrow::io::RandomAccessFile* file, const File& footer,
                                const ColumnChunk& chunk);

}  // namespace tpch::footer
