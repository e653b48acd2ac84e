// The memory through which bytes go to an object store.

#pragma once

#include <arrow/memory_pool.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace tpch {

/// A memory pool for Arrow's upload streams that limits the bytes in flight to a store. A stream
/// allocates one block of kBlockBytes after another, fills it, and frees it when the store has
/// acknowledged it. Allocation waits while all blocks are in flight, so workers run at the speed of
/// the network. If all blocks are being filled, the pool adds one, because waiting for a thread
/// that fills a block could deadlock: that thread may also be waiting for a block. Allocations of
/// other sizes go to Arrow's own pool. Thread-safe.
class UploadBlocks : public arrow::MemoryPool {
 public:
  /// Part size of Arrow's streams to S3 and Azure, and a multiple of the size that GCS requires.
  static constexpr int64_t kBlockBytes = int64_t{10} << 20;

  explicit UploadBlocks(int num_blocks) : num_kept_(static_cast<size_t>(num_blocks)) {}
  ~UploadBlocks() override;

  /// Notes that a block that was being filled is now in flight, or abandoned.
  void NoteFilled();

  /// Returns the largest total size of blocks at any time.
  int64_t peak_bytes() const;

  arrow::Status Allocate(int64_t size_bytes, int64_t alignment, uint8_t** out) override;
  arrow::Status Reallocate(int64_t old_size_bytes, int64_t new_size_bytes, int64_t alignment,
                           uint8_t** memory) override;
  void Free(uint8_t* memory, int64_t size_bytes, int64_t alignment) override;
  int64_t bytes_allocated() const override { return others_->bytes_allocated(); }
  int64_t total_bytes_allocated() const override { return others_->total_bytes_allocated(); }
  int64_t num_allocations() const override { return others_->num_allocations(); }
  std::string backend_name() const override { return others_->backend_name(); }

 private:
  // Returns a free block's memory, or null if a new one is needed.
  uint8_t* AwaitBlock();

  arrow::MemoryPool* const others_ = arrow::default_memory_pool();
  const size_t num_kept_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<uint8_t*> free_;
  size_t num_taken_ = 0;
  size_t num_filling_ = 0;  // of those in use
  size_t peak_blocks_ = 0;
};

}  // namespace tpch
