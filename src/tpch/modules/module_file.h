// Checks the file of a library before it is loaded, since loading one that is cut off can crash the
// program, and one of another version would.

#pragma once

#include <filesystem>

#include "tpch/status.h"

namespace tpch {

/// Returns IoError if the file is not a library as long as its header says.
Status CheckLibraryFile(const std::filesystem::path& path);

/// Checks also that it is a module of this version of tpch.
Status CheckModuleFile(const std::filesystem::path& path);

}  // namespace tpch
