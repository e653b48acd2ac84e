// Reads Arrow IPC files of any origin for verification.

#pragma once

#include <filesystem>
#include <memory>

#include "tpch/read/table_file.h"

namespace tpch {

/// Opens an Arrow IPC file, in which each record batch is a run. Returns IoError if it is not an
/// Arrow IPC file.
Result<std::unique_ptr<TableFile>> OpenArrowFile(const std::filesystem::path& path);

}  // namespace tpch
