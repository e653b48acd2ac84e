// How many bytes a row of a column takes, about. Limits that must hold are in chunk_bound.h.

#pragma once

#include "tpch/parquet/column_layout.h"

namespace tpch {

/// Returns about how many bytes a row takes before compression, the dictionary not counted.
double EstimateEncodedRowSizeBytes(const ColumnLayout& column);

/// Returns about how many bytes a row takes in a file, the dictionary not counted: within a tenth
/// for a table's columns together, at the default levels of the codecs.
double EstimateFileRowSizeBytes(const ColumnLayout& column);

}  // namespace tpch
