// Recognizes JSON files that this program has written.

#pragma once

#include <filesystem>

#include "tpch/status.h"

namespace tpch {

/// Returns whether a file is a whole summary of `tpch generate` or report of `tpch verify`, of any
/// version. Returns IoError if it cannot be read. REQUIRES: it is a regular file.
Result<bool> IsOwnJson(const std::filesystem::path& path);

}  // namespace tpch
