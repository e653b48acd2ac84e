#include "tpch/arrow/run_memory.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <vector>

#include "tpch/base/size_text.h"

namespace tpch {

// Arrow's usual pool, with its own count and a limit on it.
class LimitedPool : public arrow::ProxyMemoryPool {
 public:
  LimitedPool() : ProxyMemoryPool(arrow::default_memory_pool()) {}

  int64_t limit_bytes() const { return limit_bytes_; }
  void SetLimit(int64_t limit_bytes) { limit_bytes_ = limit_bytes; }

  using ProxyMemoryPool::Allocate;
  using ProxyMemoryPool::Reallocate;

  arrow::Status Allocate(int64_t size, int64_t alignment, uint8_t** out) override {
    ARROW_RETURN_NOT_OK(CheckGrowth(size));
    return ProxyMemoryPool::Allocate(size, alignment, out);
  }

  arrow::Status Reallocate(int64_t old_size, int64_t new_size, int64_t alignment,
                           uint8_t** ptr) override {
    ARROW_RETURN_NOT_OK(CheckGrowth(new_size - old_size));
    return ProxyMemoryPool::Reallocate(old_size, new_size, alignment, ptr);
  }

 private:
  arrow::Status CheckGrowth(int64_t size) const {
    if (size <= limit_bytes_ - bytes_allocated()) return arrow::Status::OK();
    return arrow::Status::OutOfMemory("limit of ", limit_bytes_, " bytes");
  }

  std::atomic<int64_t> limit_bytes_ = 0;
};

namespace {

constexpr int64_t kMinLimitBytes = int64_t{64} << 20;
constexpr int64_t kMaxGrowth = 16;
constexpr int64_t kMaxRunBytes = std::numeric_limits<int64_t>::max() / (2 * kMaxGrowth);

// Pools that no run uses. They are never destroyed, because Arrow's threads release their last
// buffers, and so the pool, at an unknown time.
class IdlePools {
 public:
  LimitedPool* Take() {
    const std::lock_guard lock(mutex_);
    if (pools_.empty()) return new LimitedPool;
    LimitedPool* const pool = pools_.back();
    pools_.pop_back();
    return pool;
  }

  void Return(LimitedPool* pool) {
    const std::lock_guard lock(mutex_);
    pools_.push_back(pool);
  }

  static IdlePools& Instance() {
    static auto* const kInstance = new IdlePools;
    return *kInstance;
  }

 private:
  std::mutex mutex_;
  std::vector<LimitedPool*> pools_;
};

}  // namespace

RunMemory::RunMemory(int64_t run_bytes) : pool_(IdlePools::Instance().Take()) {
  pool_->SetLimit(kMinLimitBytes + kMaxGrowth * std::clamp(run_bytes, int64_t{0}, kMaxRunBytes));
}

RunMemory::~RunMemory() { IdlePools::Instance().Return(pool_); }

arrow::MemoryPool* RunMemory::pool() const { return pool_; }

int64_t RunMemory::limit_bytes() const { return pool_->limit_bytes(); }

arrow::Status RunMemory::Explain(const arrow::Status& status) const {
  if (!status.IsOutOfMemory()) return status;
  return status.WithMessage("what it decompresses to takes more than ",
                            FormatSize(static_cast<double>(pool_->limit_bytes())),
                            ", which is too much for its size in the file");
}

}  // namespace tpch
