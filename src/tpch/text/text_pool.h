// The 300 MiB of text that all comments are slices of (spec clause 4.2.2.14), made block by block
// when somebody needs a block.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "tpch/base/status.h"
#include "tpch/text/compact_text.h"
#include "tpch/text/grammar.h"
#include "tpch/text/text_checkpoints.h"

namespace tpch {

/// How the text lies in memory.
enum class TextPoolKind : uint8_t {
  kWide,    ///< as text: comments are slices of it
  kCompact  ///< as tokens, in a fifth of the memory: comments must be expanded
};

/// Holds the text pool. Blocks are made from checkpoints (stream state and sentence start for every
/// block, computed at build time), so any thread can make any block without the ones before it.
///
/// Thread-safe: a block is made once, by the thread that asks for it first; a thread that asks for
/// a block in the making waits the microseconds that it takes.
class TextPool {
 public:
  static constexpr int64_t kSizeBytes = kTextPoolSizeBytes;
  static constexpr int64_t kBlockSizeBytes = kTextBlockSizeBytes;
  static constexpr int64_t kNumBlocks = kNumTextBlocks;

  /// Reserves address space; memory is used as blocks are made.
  static Result<std::unique_ptr<TextPool>> Make(TextPoolKind kind);

  ~TextPool();
  TextPool(const TextPool&) = delete;
  TextPool& operator=(const TextPool&) = delete;

  /// Asks for huge pages, which make random access cheaper and the first touch of the memory
  /// cheaper or, where the system must first gather them, far dearer. REQUIRES: no block is made.
  void UseHugePages();

  /// Returns the tokens of a compact pool, or null.
  const CompactText* compact() const { return compact_.get(); }

  /// Returns the first byte of a wide pool. Only bytes of made blocks may be used. Up to kTextSlack
  /// bytes behind them may be read and discarded: another thread may be writing them.
  const char* data() const { return data_; }

  /// Makes the blocks that hold bytes [offset, offset + size_bytes) unless they are there.
  void Ensure(int64_t offset, int64_t size_bytes) {
    const int64_t last = (offset + size_bytes - 1) / kBlockSizeBytes;
    for (int64_t block = offset / kBlockSizeBytes; block <= last; ++block) EnsureBlock(block);
  }

  /// Makes block `block` unless it is there. REQUIRES: 0 <= block < kNumBlocks.
  void EnsureBlock(int64_t block) {
    if (block_states_[block].load(std::memory_order_acquire) != kReady) MakeOrAwait(block);
  }

  /// Returns whether every block is there; then Ensure need not be called.
  bool complete() const { return num_ready_blocks_.load(std::memory_order_acquire) == kNumBlocks; }

 private:
  enum BlockState : uint8_t { kEmpty, kInTheMaking, kReady };

  TextPool();

  void MakeOrAwait(int64_t block);
  void WriteBlock(int64_t block);

  Grammar grammar_;
  char* data_ = nullptr;                  // wide
  std::unique_ptr<CompactText> compact_;  // compact
  std::unique_ptr<std::atomic<uint8_t>[]> block_states_;
  std::atomic<int64_t> num_ready_blocks_ = 0;
};

}  // namespace tpch
