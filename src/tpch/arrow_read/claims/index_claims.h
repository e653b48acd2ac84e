// The claims of a column chunk's page index about its values, page by page.

#pragma once

#include <string>
#include <vector>

#include "tpch/arrow_read/claims/statistics_claims.h"
#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/arrow_read/parquet/index_reader.h"
#include "tpch/read/value_claims.h"

namespace tpch {

/// Appends the claims of each page to `claims`, or a line that explains why they cannot be true.
/// Rows are those in the offset index; they ascend from 0 to `num_rows`.
void ReadIndexClaims(const ClaimedColumn& column, const footer::PageIndex& index, int64_t num_rows,
                     RunClaims* claims);

}  // namespace tpch
