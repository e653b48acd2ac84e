// Where modules and Apache Arrow may be installed. For the C library, "the program" is its own file
// (own_file.h).

#pragma once

#include <filesystem>
#include <vector>

namespace tpch {

/// Returns the folders that may hold a module, best first: `../lib/tpch` of the program, and its
/// own folder. Never the current one or ones from the environment variables. Empty if the system
/// does not report the program's path.
std::vector<std::filesystem::path> ModuleDirectories();

/// Returns the folders that may hold Apache Arrow where the dynamic loader does not find it, best
/// first: TPCH_ARROW_DIR, then pyarrow beside the Python package that has this library, in
/// VIRTUAL_ENV, in the Python environment that the program lies in, and where pip and distributions
/// install it for a user and for all. A place of any version of Python is a pattern, if no folder
/// matches it.
std::vector<std::filesystem::path> ArrowDirectories();

}  // namespace tpch
