// Whether files can be made in a place on a local file system.

#pragma once

#include <filesystem>

#include "tpch/status.h"

namespace tpch {

/// Returns OK for a directory that this user may write to, and for one that can be made: what is
/// missing of it lies below such a directory. Otherwise IoError, which says what is there: a file,
/// a dangling symbolic link, a device. Changes nothing.
Status CheckOutputPlace(const std::filesystem::path& dir);

}  // namespace tpch
