// Runs work on several threads.

#pragma once

#include <functional>

#include "tpch/status.h"

namespace tpch {

/// Calls work(0) to work(num_threads - 1) concurrently, each on its own thread except work(0),
/// which runs on the caller's thread, and waits for all of them. Returns the first error. An
/// exception in `work`, or a thread that the system cannot create, is an IoError.
///
/// The thread that meets the first error calls `on_error`, once and immediately, so that it can
/// stop the other threads.
Status RunThreads(int num_threads, const std::function<Status(int thread)>& work,
                  const std::function<void()>& on_error);

}  // namespace tpch
