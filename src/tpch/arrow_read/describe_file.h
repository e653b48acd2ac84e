// Describes the layout of Parquet files of any origin.

#pragma once

#include <filesystem>

#include "tpch/file_description.h"
#include "tpch/status.h"

namespace tpch {

/// Reads a file's metadata. Returns IoError if it is not a Parquet file.
Result<FileDescription> DescribeParquetFile(const std::filesystem::path& path);

}  // namespace tpch
