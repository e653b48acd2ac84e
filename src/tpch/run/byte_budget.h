// Bounds the bytes of chunks that are being made, wait for their turn, or are being written.

#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>

namespace tpch {

/// Counts bytes in flight. Thread-safe.
class ByteBudget {
 public:
  explicit ByteBudget(int64_t limit_bytes) : limit_bytes_(limit_bytes) {}

  /// Waits until `num_bytes` more fit or `may_exceed` is true, and counts them. Returns false when
  /// the budget was closed. `may_exceed` is asked again after every Add.
  bool Claim(int64_t num_bytes, const std::function<bool()>& may_exceed);

  /// Corrects the count by `num_bytes`, which may be negative, and wakes those who wait.
  void Add(int64_t num_bytes);

  /// Lets nobody wait any more: the run ends.
  void Close();

  /// Returns the most bytes that were in flight at once.
  int64_t peak_bytes() const;

 private:
  const int64_t limit_bytes_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int64_t in_flight_bytes_ = 0;
  int64_t peak_bytes_ = 0;
  bool closed_ = false;
};

}  // namespace tpch
