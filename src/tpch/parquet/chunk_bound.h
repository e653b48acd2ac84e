// How large a column chunk can become: a bound that holds, for limits of readers. Estimates are in
// size_estimate.h.

#pragma once

#include <cstdint>

#include "tpch/parquet/column_layout.h"

namespace tpch {

/// Returns how many bytes a column chunk of `num_rows` rows has at most, in the file and before
/// compression, with its dictionary and its headers: as if each of its values were the longest.
///
/// It holds for row groups of whole units of the preferred size or half of it, as large ones are.
int64_t MaxChunkSizeBytes(const ColumnLayout& column, int64_t num_rows);

}  // namespace tpch
