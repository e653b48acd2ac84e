// Limits the bytes of chunks that are being made, waiting for their turn, or being written.

#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>

namespace tpch {

/// Counts bytes in flight. Thread-safe; outlives its claims.
class ByteBudget {
 public:
  /// Counts bytes until it is destroyed. Travels with its task, chunk or buffer. Not thread-safe.
  class Claim {
   public:
    /// Starts with no bytes. `budget` is not owned.
    explicit Claim(ByteBudget* budget) : budget_(budget) {}
    Claim(Claim&& other) noexcept
        : budget_(other.budget_), size_bytes_(std::exchange(other.size_bytes_, 0)) {}
    Claim& operator=(Claim&&) = delete;
    ~Claim() { Resize(0); }

    int64_t size_bytes() const { return size_bytes_; }

    /// Waits until `num_bytes` more fit or `may_exceed` returns true, and claims them. Returns
    /// false if the budget is closed. Calls `may_exceed` again after each change of the count and
    /// after Recheck.
    bool Await(int64_t num_bytes, const std::function<bool()>& may_exceed);

    /// Changes the claim to `size_bytes`, whether or not they fit.
    void Resize(int64_t size_bytes);

    /// Moves `size_bytes` to a separate claim. REQUIRES: at most size_bytes().
    Claim Split(int64_t size_bytes);

   private:
    ByteBudget* budget_;
    int64_t size_bytes_ = 0;
  };

  explicit ByteBudget(int64_t limit_bytes) : limit_bytes_(limit_bytes) {}

  /// Makes waiting threads check again whether they may exceed the budget.
  void Recheck() { Add(0); }

  /// Ends all waits, because the run ends.
  void Close();

  /// Returns the largest number of bytes in flight at once.
  int64_t peak_bytes() const;

 private:
  void Add(int64_t num_bytes);
  void Count(int64_t num_bytes);

  const int64_t limit_bytes_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int64_t in_flight_bytes_ = 0;
  int64_t peak_bytes_ = 0;
  bool closed_ = false;
};

}  // namespace tpch
