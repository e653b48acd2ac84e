// The condition under which the work of several threads ends early.

#pragma once

#include <atomic>

namespace tpch {

/// Is met when the caller has requested a stop or some of the work has failed. Only reads the
/// caller's flag. Cheap enough to check for each batch. Thread-safe.
class StopCondition {
 public:
  /// `requested` is not owned.
  explicit StopCondition(const std::atomic<bool>& requested) : requested_(requested) {}

  /// Stops the work after an error.
  void Fail() { has_failed_.store(true, std::memory_order_relaxed); }

  bool IsMet() const {
    return requested_.load(std::memory_order_relaxed) ||
           has_failed_.load(std::memory_order_relaxed);
  }

 private:
  const std::atomic<bool>& requested_;
  std::atomic<bool> has_failed_ = false;
};

}  // namespace tpch
