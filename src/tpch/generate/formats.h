// The format that the options of a run choose.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/generate.h"
#include "tpch/status.h"

namespace tpch {

/// Makes the format, for which it may load the Arrow module. Invalid for options that the format
/// does not take, and where the module is not installed.
Result<std::unique_ptr<Format>> MakeFormat(const GenerateOptions& options);

}  // namespace tpch
