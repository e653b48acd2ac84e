// Parquet files, of any origin, to be verified: read by parquet-cpp, not by code of our own, which
// might share the mistakes of the writer.

#pragma once

#include <filesystem>
#include <memory>

#include "tpch/read/table_file.h"

namespace tpch {

/// Opens a Parquet file; each row group is a run. IoError for what is no such file.
Result<std::unique_ptr<TableFile>> OpenParquetFile(const std::filesystem::path& path);

}  // namespace tpch
