// Checks that the values of a dictionary page ascend if its header says so.

#pragma once

#include <parquet/file_reader.h>

namespace tpch {

/// Returns whether the values of a column chunk's dictionary page ascend; true if the chunk does
/// not begin with such a page, or if its type has no known order. Throws parquet::ParquetException
/// if the page cannot be read.
bool IsDictionarySorted(parquet::RowGroupReader* row_group, int leaf);

}  // namespace tpch
