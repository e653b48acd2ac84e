// Work on several threads at once.

#pragma once

#include <cstddef>
#include <thread>
#include <vector>

namespace tpch {

/// Calls work(0) to work(num_threads - 1), each on a thread of its own, and waits for all.
template <typename Work>
void RunThreads(int num_threads, const Work& work) {
  std::vector<std::jthread> threads;
  threads.reserve(static_cast<size_t>(num_threads));
  for (int thread = 0; thread < num_threads; ++thread) {
    threads.emplace_back([&work, thread] { work(thread); });
  }
}

}  // namespace tpch
