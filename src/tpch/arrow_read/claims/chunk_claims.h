// What a Parquet file claims of a column chunk by its pages, its dictionary and its Bloom filter.

#pragma once

#include <arrow/status.h>

#include <cstddef>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/arrow_read/parquet/row_group_rows.h"
#include "tpch/read/value_claims.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Appends to `claims` what is not true of one of the columns of `rows`, and what page headers
/// claim of its values. An error for what cannot be read, with its place. REQUIRES: `rows` is open.
arrow::Status ReadChunkClaims(const footer::File& footer, size_t row_group, Table table,
                              const WantedColumn& column, RowGroupRows* rows, RunClaims* claims);

}  // namespace tpch
