// Starts this program once more.

#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tpch/status.h"

namespace tpch {

/// Starts the program that is running, with these arguments (the program's name first), and returns
/// its process id. These descriptors are its standard output and standard error; no stop signal is
/// lost before it can catch it; and the system sends it SIGTERM when the calling thread ends.
/// Returns IoError when the system refuses a process.
Result<pid_t> StartThisProgram(const std::vector<std::string>& arguments, int output, int errors);

/// What a process that could not become the program ends with.
inline constexpr int kExitNotStarted = 127;

}  // namespace tpch
