// The program `tpch`.

#pragma once

namespace tpch {

/// Runs the program with this command line to its end, and returns the exit status. For a process
/// that does nothing else, since the program handles signals.
int RunProgram(int argc, const char* const* argv);

}  // namespace tpch
