// The work of `tpch generate` and `tpch_benchmark`.

#pragma once

#include <string_view>

#include "apps/options.h"

namespace tpch {

/// Generates the data that the options select, reports to standard error, and returns the exit
/// status. `program` starts error lines; `argc` and `argv` go into the JSON summary.
int RunGenerateCommand(std::string_view program, const OptionTable& options, int argc,
                       const char* const* argv);

/// Prints one error line and returns the exit status for `status`.
int ReportError(std::string_view program, const Status& status);

/// Combines a run's `exit_status` with `json`, the result of writing its JSON, and prints an error
/// line if that failed. Ignores OutputClosed: the reader of standard output may close it.
int ExitStatusWithJson(std::string_view program, int exit_status, const Status& json);

}  // namespace tpch
