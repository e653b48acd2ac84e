// The largest possible size of a column chunk: an upper bound for the limits of readers. Estimates
// are in size_estimate.h.

#pragma once

#include <cstdint>

#include "tpch/parquet/column_layout.h"

namespace tpch {

/// Returns an upper bound for the size in bytes of a column chunk of `num_rows` rows, in the file
/// and before compression, with its dictionary and headers, as if all values were the longest.
///
/// Valid for row groups of whole units of the preferred size or half of it, as in large row groups.
int64_t MaxChunkSizeBytes(const ColumnLayout& column, int64_t num_rows);

}  // namespace tpch
