// What `tpch generate` and `tpch_benchmark` do with their options.

#pragma once

#include <string_view>

#include "apps/options.h"

namespace tpch {

/// Generates what the options say, reports to standard error, and returns the exit status.
/// `program` begins error lines; `argc` and `argv` go into the JSON summary.
int RunGenerateCommand(std::string_view program, const OptionTable& options, int argc,
                       const char* const* argv);

/// Prints one error line and returns the exit status for `status`.
int ReportError(std::string_view program, const Status& status);

/// Returns the exit status of a run that would have ended with `exit_status`, and prints an error
/// line, now that writing its JSON has ended with `json`. A reader of standard output that went
/// away changes nothing.
int ExitStatusWithJson(std::string_view program, int exit_status, const Status& json);

}  // namespace tpch
