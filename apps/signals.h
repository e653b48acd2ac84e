// Signals that end a run early.

#pragma once

#include <array>
#include <atomic>
#include <csignal>

namespace tpch {

/// Signals by which a run ends early and cleans up. SIGQUIT is not among them: it ends a program at
/// once.
inline constexpr std::array kStopSignals = {SIGINT, SIGTERM, SIGHUP};

/// Makes writes to a closed pipe and beyond the file size limit return errors.
void IgnoreWriteSignals();

/// Lets kStopSignals set a flag. Those that follow within a second change nothing, so that a run
/// cleans up however often a signal is passed on; one after a pause of a second, and any ten
/// seconds after the first, ends the process at once. SIGHUP stays ignored where it is. Only for
/// runs that have something to clean up: a write to a pipe that nobody reads does not look at the
/// flag.
void CatchStopSignals();

/// Lets them set the flag however often they come: for a process that another one stops, which may
/// do so when a terminal has done it already.
void CatchRepeatedStopSignals();

/// Returns whether the process ignores a signal. Safe in a signal handler and after fork.
bool IsIgnored(int signal);

/// Becomes true when a signal asks the run to stop.
const std::atomic<bool>& StopFlag();

/// Returns the first signal that came, or 0.
int StopSignal();

}  // namespace tpch
