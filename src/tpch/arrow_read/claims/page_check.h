// Checks a Parquet file's claims about the pages of a column chunk: sizes, counts, encodings and
// offsets, in its footer and its offset index. Only collects its claims about values.

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

/// The claims in a data page's header about its values.
struct PageStatistics {
  int64_t first_row;  ///< in the row group
  int64_t num_rows;
  std::optional<int64_t> num_nulls;  ///< only for pages of version 2
  std::optional<RawStatistics> statistics;
};

struct PageFindings {
  std::vector<std::string> contradictions;  ///< one line for each kind, without the column's name
  std::vector<PageStatistics> statistics;
  bool has_sorted_dictionary = false;  ///< whether the dictionary page claims to be sorted
};

/// Reads the page headers of a chunk whose column has one value or null for each row of a row group
/// with this number of rows. `index` is null if the chunk has none. Returns an error, naming the
/// page, if the pages cannot be read.
arrow::Result<PageFindings> CheckPages(arrow::io::RandomAccessFile* file,
                                       const footer::ColumnMetadata& chunk,
                                       const footer::OffsetIndex* index, int64_t num_rows);

}  // namespace tpch
