// Reads Parquet files of any origin for verification. Uses parquet-cpp, because our own code might
// share mistakes with the writer.

#pragma once

#include <filesystem>
#include <memory>

#include "tpch/read/table_file.h"

namespace tpch {

/// Opens a Parquet file, in which each row group is a run. Returns IoError if it is not a Parquet
/// file.
Result<std::unique_ptr<TableFile>> OpenParquetFile(const std::filesystem::path& path);

}  // namespace tpch
