// The few calls of an io_uring that this program uses: the kernel's ring behind them in programs, a
// scripted one in tests.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tpch {

/// One operation for the kernel.
struct RingOperation {
  enum class Kind : uint8_t {
    kWrite,  ///< `data` at `offset`
    kSync    ///< the file's bytes and metadata to stable storage
  };

  Kind kind = Kind::kWrite;
  int descriptor = -1;
  std::span<const char> data;  ///< at most 2 GiB - 4 KiB, which is what the kernel writes at once
  int64_t offset = 0;
  int registered_buffer = -1;  ///< index of the registered buffer that holds `data`; -1: none
  uint64_t id = 0;             ///< comes back with the completion
};

/// How an operation ended.
struct RingCompletion {
  uint64_t id = 0;
  int32_t result = 0;  ///< bytes written (0 for kSync), or a negated errno value
};

/// A queue of operations to the kernel and one of completions from it. Push and Submit are called
/// by one thread at a time, and Wait too, but one thread may Wait while another submits.
class Ring {
 public:
  virtual ~Ring() = default;

  /// Returns how many operations may be on their way at once, from Push to Wait.
  virtual size_t capacity() const = 0;

  /// Queues an operation. REQUIRES: fewer than capacity() are on their way.
  virtual void Push(const RingOperation& operation) = 0;

  /// Hands the queued operations to the kernel, the oldest first. Returns how many it took, perhaps
  /// not all (the others stay queued), or a negated errno value.
  virtual int Submit() = 0;

  /// Waits for at least one completion and returns how many it put into `completions`, or a negated
  /// errno value. REQUIRES: an operation that was taken has not been returned yet.
  virtual int Wait(std::span<RingCompletion> completions) = 0;

  /// Pins buffers for the ring's life, which saves work at each write. Returns false where limits
  /// or the kernel forbid it; their operations are then unregistered ones. Called at most once.
  virtual bool RegisterBuffers(std::span<const std::span<char>> buffers) = 0;
};

}  // namespace tpch
