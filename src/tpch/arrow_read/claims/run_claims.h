// Claims of a Parquet file about a row group's values: statistics, page indexes, sorting columns.

#pragma once

#include <arrow/io/interfaces.h>

#include <vector>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/read/value_claims.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// Reads the claims about a row group. `leaves`: for each column of the table its leaf in the
/// footer, or ColumnMatch::kMissing. Returns IoError if a page index cannot be read.
Result<RunClaims> ReadRunClaims(arrow::io::RandomAccessFile* file, const footer::File& footer,
                                size_t row_group, Table table, const std::vector<int>& leaves);

}  // namespace tpch
