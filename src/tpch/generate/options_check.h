// Checks the options of a generation, as far as they do not belong to a format or a directory.

#pragma once

#include "tpch/generate.h"
#include "tpch/status.h"

namespace tpch {

/// Returns Invalid, with a remedy, for a value out of range and for members that contradict each
/// other.
Status CheckOptions(const GenerateOptions& options);

}  // namespace tpch
