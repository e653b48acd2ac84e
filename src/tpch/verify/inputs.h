// The files that a verification reads, standard input included.

#pragma once

#include <atomic>
#include <optional>

#include "tpch/status.h"
#include "tpch/verify.h"
#include "tpch/verify/found_files.h"
#include "tpch/verify/standard_input.h"

namespace tpch {

/// What the options name. Files of standard input are valid as long as this object.
struct Inputs {
  FoundFiles found;
  std::optional<StandardInput> standard_input;
};

/// Finds the files that the options name. Errors: those of FindFiles and StandardInput::Read, and
/// Invalid for standard input of an unknown table.
Result<Inputs> FindInputs(const VerifyOptions& options, const std::atomic<bool>& stop);

}  // namespace tpch
