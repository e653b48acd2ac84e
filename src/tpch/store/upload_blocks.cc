#include "tpch/store/upload_blocks.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "tpch/store/wait.h"

namespace tpch {
namespace {

constexpr size_t kPageBytes = 4096;

}  // namespace

UploadBlocks::~UploadBlocks() {
  for (uint8_t* const memory : free_) std::free(memory);
}

uint8_t* UploadBlocks::AwaitBlock() {
  std::unique_lock lock(mutex_);
  Wait(&changed_, &lock, [this] { return num_taken_ < num_kept_ || num_taken_ <= num_filling_; });
  ++num_filling_;
  ++num_taken_;
  peak_blocks_ = std::max(peak_blocks_, num_taken_);
  if (free_.empty()) return nullptr;
  uint8_t* const memory = free_.back();
  free_.pop_back();
  return memory;
}

arrow::Status UploadBlocks::Allocate(int64_t size_bytes, int64_t alignment, uint8_t** out) {
  if (size_bytes != kBlockBytes) return others_->Allocate(size_bytes, alignment, out);
  *out = AwaitBlock();
  if (*out == nullptr) {
    *out = static_cast<uint8_t*>(std::aligned_alloc(kPageBytes, kBlockBytes));
  }
  if (*out != nullptr) return arrow::Status::OK();
  NoteFilled();
  const std::lock_guard lock(mutex_);
  --num_taken_;
  return arrow::Status::OutOfMemory("no memory for a block of an upload");
}

arrow::Status UploadBlocks::Reallocate(int64_t old_size_bytes, int64_t new_size_bytes,
                                       int64_t alignment, uint8_t** memory) {
  if (old_size_bytes == new_size_bytes) return arrow::Status::OK();
  if (old_size_bytes != kBlockBytes && new_size_bytes != kBlockBytes) {
    return others_->Reallocate(old_size_bytes, new_size_bytes, alignment, memory);
  }
  uint8_t* moved = nullptr;
  ARROW_RETURN_NOT_OK(Allocate(new_size_bytes, alignment, &moved));
  std::memcpy(moved, *memory, static_cast<size_t>(std::min(old_size_bytes, new_size_bytes)));
  Free(*memory, old_size_bytes, alignment);
  *memory = moved;
  return arrow::Status::OK();
}

void UploadBlocks::Free(uint8_t* memory, int64_t size_bytes, int64_t alignment) {
  if (size_bytes != kBlockBytes) {
    others_->Free(memory, size_bytes, alignment);
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    --num_taken_;
    if (num_taken_ + free_.size() < num_kept_) {
      free_.push_back(memory);
      memory = nullptr;
    }
  }
  changed_.notify_all();  // one block can let two threads continue
  std::free(memory);
}

void UploadBlocks::NoteFilled() {
  const std::lock_guard lock(mutex_);
  --num_filling_;
}

int64_t UploadBlocks::peak_bytes() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int64_t>(peak_blocks_) * kBlockBytes;
}

}  // namespace tpch
