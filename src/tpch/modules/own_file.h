// Where this code is installed.

#pragma once

#include <filesystem>

namespace tpch {

/// Returns the absolute path of the file that contains this code: the program or, if it is part of
/// the C library or a module, that shared library. Empty if the system does not report it.
std::filesystem::path OwnFile();

}  // namespace tpch
