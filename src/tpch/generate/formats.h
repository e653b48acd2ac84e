// Makes the format that a run's options choose.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/generate.h"
#include "tpch/status.h"

namespace tpch {

/// Makes the format, and loads the Arrow module if needed. Returns Invalid if the format does not
/// accept the options or the module is not installed, and IoError if it cannot be loaded.
Result<std::unique_ptr<Format>> MakeFormat(const GenerateOptions& options);

}  // namespace tpch
