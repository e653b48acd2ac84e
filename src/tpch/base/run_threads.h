// Work on several threads at once.

#pragma once

#include <functional>

#include "tpch/status.h"

namespace tpch {

/// Calls work(0) to work(num_threads - 1) at once, each on a thread of its own but for work(0),
/// which the caller's thread does, and waits for all. Returns the first error; an exception of
/// `work` is an IoError, and so is a thread that the system refuses.
///
/// `on_error` is called once, as soon as there is an error, by the thread that met it: it can make
/// the others stop.
Status RunThreads(int num_threads, const std::function<Status(int thread)>& work,
                  const std::function<void()>& on_error);

}  // namespace tpch
