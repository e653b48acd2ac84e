// Runs numbered tasks on several threads in ascending order.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "tpch/base/run_threads.h"
#include "tpch/status.h"

namespace tpch {

/// Calls `task(thread, index)` for every index below `num_tasks`, on `num_threads` threads, which
/// take the indexes in ascending order. Starts no further task after the first error or when `stop`
/// becomes true; returns that error, or Cancelled.
inline Status RunTasks(int64_t num_tasks, int num_threads, const std::atomic<bool>& stop,
                       const std::function<Status(int thread, int64_t index)>& task) {
  std::atomic<int64_t> next = 0;
  std::atomic<bool> failed = false;
  const auto work = [&](int thread) -> Status {
    for (int64_t i = next++; i < num_tasks && !stop && !failed; i = next++) {
      TPCH_RETURN_NOT_OK(task(thread, i));
    }
    return Status::OK();
  };
  TPCH_RETURN_NOT_OK(RunThreads(num_threads, work, [&failed] { failed = true; }));
  return stop ? Status::Cancelled("interrupted") : Status::OK();
}

}  // namespace tpch
