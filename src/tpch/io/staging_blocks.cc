#include "tpch/io/staging_blocks.h"

#include <algorithm>
#include <span>
#include <utility>

namespace tpch {
namespace {

ByteBuffer MakeBlock() {
  ByteBuffer block;
  block.Reserve(static_cast<size_t>(StagingBlocks::kBlockBytes));
  return block;
}

}  // namespace

StagingBlocks::StagingBlocks(SharedAsyncIOContext* context, int num_blocks)
    : context_(context), num_blocks_(static_cast<size_t>(num_blocks)), peak_blocks_(num_blocks_) {
  std::vector<std::span<char>> memory;
  for (int i = 0; i < num_blocks; ++i) {
    free_.push_back(MakeBlock());
    memory.emplace_back(free_.back().data(), free_.back().capacity());
    kept_.push_back(free_.back().data());
  }
  context_->RegisterBuffers(memory);
}

ByteBuffer StagingBlocks::Take() {
  do {
    ByteBuffer block = TakeFree();
    if (block.capacity() > 0) return block;
  } while (context_->AwaitProgress());
  const std::lock_guard lock(mutex_);
  peak_blocks_ = std::max(peak_blocks_, ++num_blocks_);
  return MakeBlock();
}

ByteBuffer StagingBlocks::TakeFree() {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) return {};
  ByteBuffer block = std::move(free_.back());
  free_.pop_back();
  return block;
}

void StagingBlocks::Give(ByteBuffer block) {
  block.Clear();
  const std::lock_guard lock(mutex_);
  if (std::ranges::find(kept_, block.data()) != kept_.end()) {
    free_.push_back(std::move(block));
  } else {
    --num_blocks_;  // the block is freed
  }
}

int64_t StagingBlocks::peak_bytes() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int64_t>(peak_blocks_) * kBlockBytes;
}

}  // namespace tpch
