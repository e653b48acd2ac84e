// Runs work of tests on several threads.

#pragma once

#include <stdexcept>

#include "tpch/base/run_threads.h"

namespace tpch {

/// Calls work(0) to work(num_threads - 1), each on its own thread, and waits for all. Throws a
/// std::runtime_error if any of them throws.
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
