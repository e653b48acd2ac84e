// The exit status of the programs.

#pragma once

#include "tpch/status.h"

namespace tpch {

inline constexpr int kExitOk = 0;
inline constexpr int kExitEnvironment = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitDifferent = 3;  ///< verification found a difference
inline constexpr int kSignalBase = 128;   ///< plus the signal's number: interrupted

/// Returns the exit status for a run's status; `signal` is the signal that stopped the run, or 0.
inline int ExitStatus(const Status& status, int signal) {
  switch (status.code()) {
    case StatusCode::kOk:
    case StatusCode::kOutputClosed:
      return kExitOk;
    case StatusCode::kInvalid:
      return kExitUsage;
    case StatusCode::kCancelled:
      return kSignalBase + signal;
    case StatusCode::kIoError:
      break;
  }
  return kExitEnvironment;
}

}  // namespace tpch
