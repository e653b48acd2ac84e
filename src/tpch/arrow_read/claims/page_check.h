// What a Parquet file claims of the pages of a column chunk: sizes, counts, encodings and places,
// in its footer and its offset index. What it claims of values is only collected.

#pragma once

#include <arrow/io/interfaces.h>
#include <arrow/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/arrow_read/parquet/index_reader.h"
#include "tpch/arrow_read/parquet/page_header_reader.h"

namespace tpch {

/// What the header of a data page claims of its values.
struct PageStatistics {
  int64_t first_row;  ///< of the row group
  int64_t num_rows;
  std::optional<int64_t> num_nulls;  ///< of pages of version 2
  std::optional<RawStatistics> statistics;
};

struct PageFindings {
  std::vector<std::string> contradictions;  ///< a line for each kind; the column is not named
  std::vector<PageStatistics> statistics;
  bool has_sorted_dictionary = false;  ///< whether the dictionary page says so of itself
};

/// Walks over the pages of a chunk of a column that has one value or null a row, of a row group of
/// so many rows. `index` is null where the chunk has none. An error for pages that cannot be read;
/// it names the page.
arrow::Result<PageFindings> CheckPages(arrow::io::RandomAccessFile* file,
                                       const footer::ColumnMetadata& chunk,
                                       const footer::OffsetIndex* index, int64_t num_rows);

}  // namespace tpch
