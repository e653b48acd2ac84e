// Free space of a file system.

#pragma once

#include <cstdint>
#include <filesystem>

#include "tpch/status.h"

namespace tpch {

/// Returns the number of bytes that this user may still write in `dir`, or in its nearest existing
/// parent. Returns IoError for a file system that never has space for files.
Result<int64_t> FreeSpaceBytes(const std::filesystem::path& dir);

}  // namespace tpch
