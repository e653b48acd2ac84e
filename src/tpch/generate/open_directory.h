// Opens the output directory that a run's options choose.

#pragma once

#include <memory>

#include "tpch/base/stop_condition.h"
#include "tpch/generate.h"
#include "tpch/io/output_directory.h"
#include "tpch/status.h"

namespace tpch {

/// Opens a local directory or, for a URI, loads the module of object stores and opens a location in
/// one. `stop` is not owned. Returns Invalid if the URI or a setting is wrong or the module is not
/// installed, and IoError if the place cannot be a directory.
Result<std::unique_ptr<OutputDirectory>> OpenDirectory(const GenerateOptions& options,
                                                       const StopCondition* stop);

}  // namespace tpch
