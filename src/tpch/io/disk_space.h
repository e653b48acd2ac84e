// How much room a file system has.

#pragma once

#include <cstdint>
#include <filesystem>

#include "tpch/status.h"

namespace tpch {

/// Returns the bytes that this user may still write where `dir` is, or where its nearest existing
/// parent is. IoError for a file system that has no room at all, whatever lies there.
Result<int64_t> FreeSpaceBytes(const std::filesystem::path& dir);

}  // namespace tpch
