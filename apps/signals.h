// Signals that end a run early.

#pragma once

#include <atomic>

namespace tpch {

/// Lets SIGINT and SIGTERM set a flag, a second SIGINT end the process at once, and makes writes to
/// a closed pipe and beyond the file size limit return errors. Call it once, before threads start.
void InstallSignalHandlers();

/// Becomes true when a signal asks the run to stop.
std::atomic<bool>* StopFlag();

/// Returns the signal that came, or 0.
int StopSignal();

}  // namespace tpch
