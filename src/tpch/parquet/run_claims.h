// What a Parquet file claims of a row group: statistics, page indexes, sorting columns.

#pragma once

#include <parquet/file_reader.h>

#include <vector>

#include "tpch/read/table_file.h"

namespace tpch {

/// Reads the claims of a row group. `leaves`: for each column of the table its leaf column in the
/// file, or ColumnMatch::kMissing. Throws parquet::ParquetException for what cannot be read.
RunClaims ReadRunClaims(parquet::ParquetFileReader* file, int row_group, Table table,
                        const std::vector<int>& leaves);

}  // namespace tpch
