// Claims of a Parquet file about a column chunk: in its pages, its dictionary and its Bloom filter.

#pragma once

#include <arrow/status.h>

#include <cstddef>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/arrow_read/parquet/row_group_rows.h"
#include "tpch/read/value_claims.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Checks one of the columns of `rows`: appends its false claims, and the claims of its page
/// headers, to `claims`. Returns an error, with its place, if it cannot be read. REQUIRES: `rows`
/// is open.
arrow::Status ReadChunkClaims(const footer::File& footer, size_t row_group, Table table,
                              const WantedColumn& column, RowGroupRows* rows, RunClaims* claims);

}  // namespace tpch
