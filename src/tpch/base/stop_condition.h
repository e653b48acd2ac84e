// When work of several threads ends early.

#pragma once

#include <atomic>

namespace tpch {

/// Is met when the caller has asked for the end of the work, or when some of the work has failed:
/// the caller's flag is only read. Cheap enough to be asked for each batch. Thread-safe.
class StopCondition {
 public:
  /// `requested` is not owned.
  explicit StopCondition(const std::atomic<bool>& requested) : requested_(requested) {}

  /// Ends the work after an error.
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
