// Signals that end a run early.

#pragma once

#include <atomic>

namespace tpch {

/// Makes writes to a closed pipe and beyond the file size limit return errors.
void IgnoreWriteSignals();

/// Lets SIGINT and SIGTERM set a flag, and a second one of them end the process at once. Only for
/// runs that have something to clean up: a write to a pipe that nobody reads does not look at the
/// flag.
void CatchStopSignals();

/// Lets them set the flag however often they come: for a process that another one stops, which may
/// do so when a terminal has done it already.
void CatchRepeatedStopSignals();

/// Becomes true when a signal asks the run to stop.
std::atomic<bool>* StopFlag();

/// Returns the signal that came, or 0.
int StopSignal();

}  // namespace tpch
