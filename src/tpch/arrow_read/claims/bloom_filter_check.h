// Checks that the Bloom filter of a column chunk contains every value of the chunk.

#pragma once

#include <arrow/io/interfaces.h>
#include <arrow/result.h>
#include <parquet/file_reader.h>

#include <string>

namespace tpch {

/// Reads a chunk's filter, if it has one, and all its values. `leaf` is its column in the file.
/// Returns a description of the fault, or an empty text; an error for a filter that readers would
/// reject. Throws parquet::ParquetException if the values cannot be read.
arrow::Result<std::string> CheckBloomFilter(arrow::io::RandomAccessFile* file,
                                            parquet::RowGroupReader* row_group, int leaf);

}  // namespace tpch
