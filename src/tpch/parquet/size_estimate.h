// Estimates the size of a column's row. Upper bounds are in chunk_bound.h.

#pragma once

#include "tpch/parquet/column_layout.h"

namespace tpch {

/// Returns the approximate size of a row before compression, without the dictionary.
double EstimateEncodedRowSizeBytes(const ColumnLayout& column);

/// Returns the approximate size of a row in a file, without the dictionary. With the codecs'
/// default levels, the sum for a table's columns is accurate to a tenth.
double EstimateFileRowSizeBytes(const ColumnLayout& column);

}  // namespace tpch
