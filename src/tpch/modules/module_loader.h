// Finds the modules of the program at run time.

#pragma once

#include "tpch/modules/format_module.h"
#include "tpch/modules/reader_module.h"
#include "tpch/modules/store_module.h"
#include "tpch/status.h"

namespace tpch {

/// Loads the Arrow module that lies in `../lib` of the program, or next to it. Returns Invalid when
/// it is not there, IoError when it cannot be loaded. It is never unloaded.
Result<const FormatModule*> LoadFormatModule();

/// Does the same for the module of object stores.
Result<const StoreModule*> LoadStoreModule();

/// Does the same for the module that reads Parquet and Arrow files.
Result<const ReaderModule*> LoadReaderModule();

}  // namespace tpch
