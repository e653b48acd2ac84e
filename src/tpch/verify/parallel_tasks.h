// Numbered tasks, done by some threads in ascending order.

#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "tpch/base/status.h"

namespace tpch {

/// Calls `task(thread, index)` for every index below `num_tasks`, on `num_threads` threads, which
/// take the indexes in ascending order. After the first error, or when `stop` becomes true, no
/// further task begins. Returns that error, or Cancelled.
inline Status RunTasks(int64_t num_tasks, int num_threads, const std::atomic<bool>& stop,
                       const std::function<Status(int thread, int64_t index)>& task) {
  std::atomic<int64_t> next = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  Status first_error;
  const auto work = [&](int thread) {
    for (int64_t i = next++; i < num_tasks && !stop && !failed; i = next++) {
      Status status;
      try {
        status = task(thread, i);
      } catch (const std::exception& exception) {
        status = Status::IoError(exception.what());
      }
      if (status.ok()) continue;
      const std::lock_guard lock(mutex);
      if (first_error.ok()) first_error = status;
      failed = true;
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int thread = 1; thread < num_threads; ++thread) threads.emplace_back(work, thread);
    work(0);
  }
  if (!first_error.ok()) return first_error;
  return stop ? Status::Cancelled("interrupted") : Status::OK();
}

}  // namespace tpch
