// Checks whether files can be created in a local directory.

#pragma once

#include <filesystem>

#include "tpch/status.h"

namespace tpch {

/// Returns OK for a directory that this user may write to, and for a missing one that can be
/// created below such a directory. Otherwise returns IoError, which describes the obstacle: a file,
/// a dangling symbolic link, a device. Changes nothing.
Status CheckOutputPlace(const std::filesystem::path& dir);

}  // namespace tpch
