// Starts another process of this program.

#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tpch/status.h"

namespace tpch {

/// Starts the running program with these arguments (the program's name first) and returns its
/// process id. `output` and `errors` become its standard output and standard error. The process
/// loses no stop signal before it can catch it, and the system sends it SIGTERM when the calling
/// thread ends. Returns IoError if the system cannot start a process.
Result<pid_t> StartThisProgram(const std::vector<std::string>& arguments, int output, int errors);

/// The exit status of a process that could not start the program.
inline constexpr int kExitNotStarted = 127;

}  // namespace tpch
