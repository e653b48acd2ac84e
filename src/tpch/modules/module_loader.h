// Finds the modules of the program at run time.

#pragma once

#include "tpch/modules/format_module.h"
#include "tpch/modules/reader_module.h"
#include "tpch/modules/store_module.h"
#include "tpch/status.h"

namespace tpch {

/// Loads the Arrow module from `../lib/tpch` of the program, or from the program's directory; in a
/// shared library, that takes the place of the program. Returns Invalid if it is missing, IoError
/// if it cannot be loaded. It is never unloaded.
Result<const FormatModule*> LoadFormatModule();

/// Loads the module for object stores in the same way.
Result<const StoreModule*> LoadStoreModule();

/// Loads the module that reads Parquet and Arrow files in the same way.
Result<const ReaderModule*> LoadReaderModule();

}  // namespace tpch
