// Arrow IPC files, of any origin, to be verified.

#pragma once

#include <filesystem>
#include <memory>

#include "tpch/read/table_file.h"

namespace tpch {

/// Opens an Arrow IPC file; each record batch is a run. IoError for what is no such file.
Result<std::unique_ptr<TableFile>> OpenArrowFile(const std::filesystem::path& path);

}  // namespace tpch
