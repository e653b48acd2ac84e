// Checks that the values of a dictionary page ascend, where its header says so.

#pragma once

#include <parquet/file_reader.h>

namespace tpch {

/// Returns whether the values of the dictionary page of a column chunk ascend; true if the chunk
/// does not begin with such a page, or if nothing is known of the order of its type. Throws
/// parquet::ParquetException for a page that cannot be read.
bool IsDictionarySorted(parquet::RowGroupReader* row_group, int leaf);

}  // namespace tpch
