// Checks that the Bloom filter of a column chunk answers yes for every value of the chunk.

#pragma once

#include <arrow/io/interfaces.h>
#include <arrow/result.h>
#include <parquet/file_reader.h>

#include <string>

namespace tpch {

/// Reads the filter of a chunk, if it has one, and all of its values. `leaf`: its column in the
/// file. Returns what is not true, or an empty text; an error for a filter that readers would
/// refuse. Throws parquet::ParquetException for values that cannot be read.
arrow::Result<std::string> CheckBloomFilter(arrow::io::RandomAccessFile* file,
                                            parquet::RowGroupReader* row_group, int leaf);

}  // namespace tpch
