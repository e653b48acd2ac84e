// Work of tests on several threads at once.

#pragma once

#include <stdexcept>

#include "tpch/base/run_threads.h"

namespace tpch {

/// Calls work(0) to work(num_threads - 1) on a thread each, and waits for all. Throws what any of
/// them has thrown as a std::runtime_error.
template <typename Work>
void RunThreads(int num_threads, const Work& work) {
  const auto do_work = [&work](int thread) {
    work(thread);
    return Status::OK();
  };
  const Status status = RunThreads(num_threads, do_work, [] {});
  if (!status.ok()) throw std::runtime_error(status.message());
}

}  // namespace tpch
