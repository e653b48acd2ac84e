// Signals that end a run early.

#pragma once

#include <array>
#include <atomic>
#include <csignal>

namespace tpch {

/// Signals that make a run clean up and end early. Not SIGQUIT, which ends a program at once.
inline constexpr std::array kStopSignals = {SIGINT, SIGTERM, SIGHUP};

/// Makes writes to a closed pipe, or beyond the file size limit, return errors.
void IgnoreWriteSignals();

/// Makes kStopSignals set a flag. More signals within a second have no effect, so that a run cleans
/// up even if a signal is passed on several times; a signal after a pause of a second, and any
/// signal ten seconds after the first, ends the process at once. SIGHUP stays ignored if it is
/// ignored. Only for runs that have something to clean up, because a write to a pipe without a
/// reader does not check the flag.
void CatchStopSignals();

/// Makes kStopSignals set the flag, however often they come: for a process that another one stops,
/// perhaps after a terminal has done so.
void CatchRepeatedStopSignals();

/// Returns whether the process ignores a signal. Safe in a signal handler and after fork.
bool IsIgnored(int signal);

/// Becomes true when a signal asks the run to stop.
const std::atomic<bool>& StopFlag();

/// Returns the first signal received, or 0.
int StopSignal();

}  // namespace tpch
