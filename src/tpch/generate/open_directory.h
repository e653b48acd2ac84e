// The place that the options of a run choose.

#pragma once

#include <memory>

#include "tpch/base/stop_condition.h"
#include "tpch/generate.h"
#include "tpch/io/output_directory.h"
#include "tpch/status.h"

namespace tpch {

/// Opens the output directory, wherever it is; for a URI it loads the module of object stores.
/// `stop` is not owned. Invalid for a place that cannot be one, and for a store that is not known.
Result<std::unique_ptr<OutputDirectory>> OpenDirectory(const GenerateOptions& options,
                                                       const StopCondition* stop);

}  // namespace tpch
