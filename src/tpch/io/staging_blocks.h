// The aligned memory through which bytes go to a ring.

#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/io/shared_async_io_context.h"

namespace tpch {

/// A few blocks of kBlockBytes, used again and again and registered with the ring where limits
/// allow. Thread-safe.
class StagingBlocks {
 public:
  /// Large enough that a device is busy with a few of them.
  static constexpr int64_t kBlockBytes = int64_t{2} << 20;

  /// Makes `num_blocks`. `context` is not owned; no block may be with it when this is destroyed.
  StagingBlocks(SharedAsyncIOContext* context, int num_blocks);

  /// Returns a block, empty but with its memory, waiting for the kernel while all are with it. When
  /// none is there, that is when all are being filled, it makes one more: nobody waits for a thread
  /// that fills a block, which may itself be waiting for one.
  ByteBuffer Take();

  /// Takes a block back. One that was made beyond the first is freed; the others, whose memory the
  /// ring may know, stay until the end.
  void Give(ByteBuffer block);

  /// Returns the most bytes of blocks that there were at once.
  int64_t peak_bytes() const;

 private:
  /// Returns a free block, or an empty buffer without memory.
  ByteBuffer TakeFree();

  SharedAsyncIOContext* context_;
  std::vector<const char*> kept_;  // the first blocks; set before any use
  mutable std::mutex mutex_;
  std::vector<ByteBuffer> free_;
  size_t num_blocks_;  // free or not
  size_t peak_blocks_;
};

}  // namespace tpch
