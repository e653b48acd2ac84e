// Waits for a condition, as the C++ libraries of all supported systems can.

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace tpch {

/// Waits until `is_met` returns true. The modules share the system's C++ library, and
/// std::condition_variable::wait needs that of GCC 12, which is newer than glibc 2.34.
template <typename Predicate>
void Wait(std::condition_variable* changed, std::unique_lock<std::mutex>* lock, Predicate is_met) {
  while (!is_met()) changed->wait_for(*lock, std::chrono::hours(1));
}

}  // namespace tpch
