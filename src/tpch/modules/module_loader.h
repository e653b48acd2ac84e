// Finds the modules of the program at run time.

#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "tpch/modules/format_module.h"
#include "tpch/modules/reader_module.h"
#include "tpch/modules/store_module.h"
#include "tpch/status.h"

namespace tpch {

/// Loads the Arrow module from the first of ModuleDirectories that has it, and Apache Arrow from
/// where the module's run path or the system has it, or else from the first of ArrowDirectories.
/// Returns Invalid if either is missing, IoError if the module is damaged, has another version or
/// cannot be loaded. It is never unloaded.
Result<const FormatModule*> LoadFormatModule();

/// Loads the module for object stores in the same way.
Result<const StoreModule*> LoadStoreModule();

/// Loads the module that reads Parquet and Arrow files in the same way.
Result<const ReaderModule*> LoadReaderModule();

/// Where a module is installed.
struct ModuleFile {
  std::string_view name;       ///< of the file
  std::filesystem::path path;  ///< empty: not installed
};

/// Finds all modules, without loading them.
std::vector<ModuleFile> FindModules();

}  // namespace tpch
