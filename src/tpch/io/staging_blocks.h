// The aligned memory through which bytes go to a ring.

#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/io/shared_async_io_context.h"

namespace tpch {

/// A few blocks of kBlockBytes, which are reused and, if limits allow it, registered with the ring.
/// Thread-safe.
class StagingBlocks {
 public:
  /// Large enough that a few of them keep a device busy.
  static constexpr int64_t kBlockBytes = int64_t{2} << 20;

  /// Allocates `num_blocks`. `context` is not owned. REQUIRES: on destruction, no block is in
  /// flight.
  StagingBlocks(SharedAsyncIOContext* context, int num_blocks);

  /// Returns an empty block with memory. Waits for the kernel while all blocks are in flight. If
  /// all blocks are being filled, allocates one more, because waiting for a thread that fills a
  /// block could deadlock: that thread may also be waiting for a block.
  ByteBuffer Take();

  /// Takes a block back. Frees extra blocks; the first ones, whose memory the ring may know, stay
  /// until the end.
  void Give(ByteBuffer block);

  /// Returns the largest total size of blocks at any time.
  int64_t peak_bytes() const;

 private:
  // Returns a free block, or an empty buffer without memory.
  ByteBuffer TakeFree();

  SharedAsyncIOContext* context_;
  std::vector<const char*> kept_;  // the first blocks; set before any use
  mutable std::mutex mutex_;
  std::vector<ByteBuffer> free_;
  size_t num_blocks_;  // free or in use
  size_t peak_blocks_;
};

}  // namespace tpch
