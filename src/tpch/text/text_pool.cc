#include "tpch/text/text_pool.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace tpch {
namespace {

// Blocks that a thread takes at a time.
constexpr int64_t kStripeBlocks = 64;

}  // namespace

Result<std::unique_ptr<TextPool>> TextPool::Make(TextPoolKind kind) {
  TPCH_ASSIGN_OR_RETURN(TextMemory memory, ReserveMemory(kind));
  return std::unique_ptr<TextPool>(new TextPool(kind, std::move(memory)));
}

TextPool::TextPool(TextPoolKind kind, TextMemory memory) : kind_(kind), memory_(std::move(memory)) {
  if (kind == TextPoolKind::kNone) return;
  block_states_ = std::make_unique<std::atomic<uint8_t>[]>(kNumBlocks);
  if (kind == TextPoolKind::kWide) return;
  compact_ = std::make_unique<CompactText>(memory_.data(), grammar_.token_texts());
}

Result<TextMemory> TextPool::ReserveMemory(TextPoolKind kind) {
  if (kind == TextPoolKind::kNone) return TextMemory();
  return TextMemory::Reserve(static_cast<size_t>(
      kind == TextPoolKind::kCompact ? CompactText::SizeBytes() : kSizeBytes + kBlockSizeBytes));
}

// Blocks that one thread has claimed; it makes them in groups of the size that the grammar writes
// at once.
class TextPool::Claims {
 public:
  explicit Claims(TextPool* pool) : pool_(*pool) {}

  // Claims a block, unless another thread has claimed it.
  void Add(int64_t block) {
    uint8_t expected = kEmpty;
    if (!pool_.block_states_[block].compare_exchange_strong(expected, kInTheMaking,
                                                            std::memory_order_acquire)) {
      return;
    }
    blocks_[num_blocks_++] = block;
    if (num_blocks_ == kTextsAtOnce) Make();
  }

  void Make() {
    if (num_blocks_ == 0) return;
    // An extra block costs nothing: make the first one again and discard it.
    std::fill(blocks_.begin() + num_blocks_, blocks_.end(), blocks_[0]);
    pool_.MakeBlocks(blocks_);
    for (int i = 0; i < num_blocks_; ++i) {
      std::atomic<uint8_t>& state = pool_.block_states_[blocks_[i]];
      state.store(kReady, std::memory_order_release);
      state.notify_all();
    }
    pool_.num_ready_blocks_.fetch_add(num_blocks_, std::memory_order_acq_rel);
    num_blocks_ = 0;
  }

 private:
  TextPool& pool_;
  std::array<int64_t, kTextsAtOnce> blocks_;
  int num_blocks_ = 0;
};

template <typename Visit>
void TextPool::ForEachBlock(const TextSlice& slice, const Visit& visit) const {
  const int64_t slack_bytes = compact_ != nullptr ? CompactText::kExpandSlack : 0;
  const int64_t end = std::min(slice.offset + slice.size_bytes + slack_bytes, kSizeBytes);
  for (int64_t block = slice.offset / kBlockSizeBytes; block * kBlockSizeBytes < end; ++block) {
    visit(block);
  }
}

void TextPool::Ensure(std::span<const TextSlice> slices) {
  if (complete()) return;
  Claims claims(this);
  for (const TextSlice& slice : slices) {
    ForEachBlock(slice, [&](int64_t block) {
      if (!IsReady(block)) claims.Add(block);
    });
  }
  claims.Make();
  // Other threads are making the blocks that are still missing.
  for (const TextSlice& slice : slices) {
    ForEachBlock(slice, [&](int64_t block) { Await(block); });
  }
}

void TextPool::EnsureBlocks(int64_t begin, int64_t end) {
  Claims claims(this);
  for (int64_t block = begin; block < end; ++block) {
    if (!IsReady(block)) claims.Add(block);
  }
  claims.Make();
  for (int64_t block = begin; block < end; ++block) Await(block);
}

void TextPool::EnsureBlocksFrom(std::atomic<int64_t>* next, const StopCondition& stop) {
  int64_t begin = 0;
  while (!stop.IsMet() && (begin = next->fetch_add(kStripeBlocks)) < kNumBlocks) {
    EnsureBlocks(begin, std::min(begin + kStripeBlocks, kNumBlocks));
  }
}

void TextPool::Await(int64_t block) {
  while (!IsReady(block)) block_states_[block].wait(kInTheMaking, std::memory_order_acquire);
}

void TextPool::MakeBlocks(std::span<const int64_t, kTextsAtOnce> blocks) {
  if (compact_ != nullptr) return compact_->MakeBlocks(grammar_, blocks);
  // The first and last sentence extend into neighbouring blocks, whose bytes must not change: so
  // write to a buffer and copy only the block's bytes.
  std::array<std::array<char, kMaxSentenceSizeBytes + kBlockSizeBytes + kSentenceSlack>,
             kTextsAtOnce>
      texts;
  std::array<SentenceRequest<char>, kTextsAtOnce> requests;
  for (size_t i = 0; i < kTextsAtOnce; ++i) {
    const TextCheckpoint checkpoint = FindTextCheckpoint(blocks[i] * kBlockSizeBytes);
    requests[i] = {checkpoint.state, texts[i].data(),
                   texts[i].data() + checkpoint.bytes_before + kBlockSizeBytes};
  }
  grammar_.Write(requests);
  for (size_t i = 0; i < kTextsAtOnce; ++i) {
    std::memcpy(memory_.data() + blocks[i] * kBlockSizeBytes, requests[i].end - kBlockSizeBytes,
                kBlockSizeBytes);
  }
}

void TextPool::WriteTexts(std::span<TextSlice> slices, const char* base, char* out) const {
  constexpr int64_t kMaxSizeBytes = kTextCheckpointStepBytes + kMaxTextSizeBytes;
  std::array<std::array<char, kMaxSentenceSizeBytes + kMaxSizeBytes + kSentenceSlack>, kTextsAtOnce>
      texts;
  std::array<SentenceRequest<char>, kTextsAtOnce> requests;
  for (size_t first = 0; first < slices.size(); first += kTextsAtOnce) {
    const size_t num_texts = std::min<size_t>(kTextsAtOnce, slices.size() - first);
    for (size_t i = 0; i < kTextsAtOnce; ++i) {
      // An extra text costs nothing: write the first one again and discard it.
      const TextSlice& slice = slices[first + (i < num_texts ? i : 0)];
      const int64_t rest_bytes = slice.offset % kTextCheckpointStepBytes;
      const TextCheckpoint checkpoint = FindTextCheckpoint(slice.offset - rest_bytes);
      requests[i] = {checkpoint.state, texts[i].data(),
                     texts[i].data() + checkpoint.bytes_before + rest_bytes + slice.size_bytes};
    }
    grammar_.Write(requests);
    for (size_t i = 0; i < num_texts; ++i) {
      TextSlice& slice = slices[first + i];
      std::memcpy(out, requests[i].end - slice.size_bytes, slice.size_bytes);
      slice.offset = static_cast<uint32_t>(out - base);
      out += slice.size_bytes;
    }
  }
}

}  // namespace tpch
