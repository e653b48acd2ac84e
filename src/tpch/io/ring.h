// The io_uring calls that this program uses: programs use the kernel's ring, tests a scripted one.

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
  std::span<const char> data;  ///< at most 2 GiB - 4 KiB, the kernel's limit for one write
  int64_t offset = 0;
  int registered_buffer = -1;  ///< index of the registered buffer that contains `data`; -1: none
  uint64_t id = 0;             ///< returned in the completion
};

/// The result of an operation.
struct RingCompletion {
  uint64_t id = 0;
  int32_t result = 0;  ///< bytes written (0 for kSync), or a negated errno value
};

/// A queue of operations to the kernel and a queue of completions from it. Only one thread at a
/// time may call Push and Submit, and only one may call Wait, but one thread may Wait while another
/// submits.
class Ring {
 public:
  virtual ~Ring() = default;

  /// Returns the largest number of operations in flight, from Push to Wait.
  virtual size_t capacity() const = 0;

  /// Queues an operation. REQUIRES: fewer than capacity() are in flight.
  virtual void Push(const RingOperation& operation) = 0;

  /// Submits the queued operations to the kernel, oldest first. Returns how many it took (the
  /// others stay queued), or a negated errno value.
  virtual int Submit() = 0;

  /// Waits for at least one completion and returns how many it put into `completions`, or a negated
  /// errno value. REQUIRES: at least one submitted operation has not been returned yet.
  virtual int Wait(std::span<RingCompletion> completions) = 0;

  /// Pins buffers for the ring's lifetime, which makes each write cheaper. Returns false if limits
  /// or the kernel forbid it; operations must then use -1 as the registered buffer. Called at most
  /// once.
  virtual bool RegisterBuffers(std::span<const std::span<char>> buffers) = 0;
};

}  // namespace tpch
