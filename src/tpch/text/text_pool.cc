#include "tpch/text/text_pool.h"

#include <sys/mman.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace tpch {
namespace {

constexpr size_t kMappedSizeBytes = TextPool::kSizeBytes + TextPool::kBlockSizeBytes;

}  // namespace

Result<std::unique_ptr<TextPool>> TextPool::Make(TextPoolKind kind) {
  std::unique_ptr<TextPool> pool(new TextPool);
  if (kind == TextPoolKind::kCompact) {
    TPCH_ASSIGN_OR_RETURN(pool->compact_, CompactText::Make(pool->grammar_.token_texts()));
    return pool;
  }
  void* data = ::mmap(nullptr, kMappedSizeBytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (data == MAP_FAILED) {
    return Status::FromErrno("cannot allocate 300 MiB for the text pool", errno);
  }
  pool->data_ = static_cast<char*>(data);
  return pool;
}

TextPool::TextPool() : block_states_(std::make_unique<std::atomic<uint8_t>[]>(kNumBlocks)) {}

TextPool::~TextPool() {
  if (data_ != nullptr) ::munmap(data_, kMappedSizeBytes);
}

void TextPool::UseHugePages() {
  if (compact_ != nullptr) return compact_->UseHugePages();
  // Advice: a kernel without huge pages goes on with small ones.
  ::madvise(data_, kMappedSizeBytes, MADV_HUGEPAGE);
}

void TextPool::MakeOrAwait(int64_t block) {
  std::atomic<uint8_t>& state = block_states_[block];
  uint8_t expected = kEmpty;
  if (state.compare_exchange_strong(expected, kInTheMaking, std::memory_order_acquire)) {
    WriteBlock(block);
    state.store(kReady, std::memory_order_release);
    state.notify_all();
    num_ready_blocks_.fetch_add(1, std::memory_order_acq_rel);
    return;
  }
  while (state.load(std::memory_order_acquire) != kReady) {
    state.wait(kInTheMaking, std::memory_order_acquire);
  }
}

void TextPool::WriteBlock(int64_t block) {
  if (compact_ != nullptr) return compact_->MakeBlock(grammar_, block);
  // Sentences at both ends belong to the neighbouring blocks too, whose bytes must not be touched:
  // so the block is made aside and its own part copied.
  std::array<char, kBlockSizeBytes + 2 * kMaxSentenceSizeBytes + kSentenceSlackBytes> text;
  const TextCheckpoint checkpoint = FindTextCheckpoint(block);
  uint32_t state = checkpoint.state;
  const char* begin = text.data() + checkpoint.bytes_before;
  char* end = text.data();
  while (end - begin < kBlockSizeBytes) end = grammar_.WriteSentence(&state, end);
  std::memcpy(data_ + block * kBlockSizeBytes, begin, kBlockSizeBytes);
}

}  // namespace tpch
