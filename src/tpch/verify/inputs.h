// The input files of a verification, including standard input.

#pragma once

#include <atomic>
#include <optional>

#include "tpch/status.h"
#include "tpch/verify.h"
#include "tpch/verify/found_files.h"
#include "tpch/verify/standard_input.h"

namespace tpch {

/// The inputs that the options name. Files of standard input are valid as long as this object.
struct Inputs {
  FoundFiles found;
  std::optional<StandardInput> standard_input;
};

/// Finds the files that the options name. Errors: those of FindFiles and StandardInput::Read, and
/// Invalid if the table of standard input is unknown.
Result<Inputs> FindInputs(const VerifyOptions& options, const std::atomic<bool>& stop);

}  // namespace tpch
