// The 300 MiB of text that contain all comments (spec clause 4.2.2.14), generated on demand: block
// by block, or comment by comment.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>

#include "tpch/base/stop_condition.h"
#include "tpch/columns/column_batch.h"
#include "tpch/session.h"
#include "tpch/status.h"
#include "tpch/text/compact_text.h"
#include "tpch/text/grammar.h"
#include "tpch/text/text_checkpoints.h"
#include "tpch/text/text_memory.h"

namespace tpch {

/// Holds the text pool. Blocks are generated from checkpoints (stream states and starts of
/// sentences, computed at build time), so any thread can make any block without the preceding ones.
/// A pool of kind kNone has no blocks; it writes single texts.
///
/// Thread-safe: the first thread that needs a block makes it. A thread that needs a block in
/// progress first makes its own blocks, then waits a few microseconds.
class TextPool {
 public:
  static constexpr int64_t kSizeBytes = kTextPoolSizeBytes;
  static constexpr int64_t kBlockSizeBytes = kTextBlockSizeBytes;
  static constexpr int64_t kNumBlocks = kNumTextBlocks;

  /// More than the size of any comment.
  static constexpr int64_t kMaxTextSizeBytes = 256;

  /// Reserves address space; memory use grows with the blocks that are made.
  static Result<std::unique_ptr<TextPool>> Make(TextPoolKind kind);

  TextPool(const TextPool&) = delete;
  TextPool& operator=(const TextPool&) = delete;

  /// Requests huge pages, which make random access cheaper. The first touch of memory becomes
  /// cheaper or, if the system must assemble them first, much more expensive. Existing blocks stay
  /// as they are.
  void UseHugePages() { memory_.UseHugePages(); }

  TextPoolKind kind() const { return kind_; }

  /// Returns the tokens of a compact pool, or null.
  const CompactText* compact() const { return compact_.get(); }

  /// Returns the first byte of a wide pool. Only bytes of existing blocks may be used; up to
  /// kTextSlack bytes after them may be read and discarded: another thread may be writing them.
  const char* data() const { return memory_.data(); }

  /// Makes the missing blocks for the texts of these slices. REQUIRES: the kind is not kNone.
  void Ensure(std::span<const TextSlice> slices);

  /// Writes the texts of these slices of the pool to `out`, one after another, and makes the slices
  /// relative to `base`. Needs no blocks. REQUIRES: each text has at most kMaxTextSizeBytes.
  void WriteTexts(std::span<TextSlice> slices, const char* base, char* out) const;

  /// Makes the missing blocks in [begin, end). REQUIRES: 0 <= begin, end <= kNumBlocks.
  void EnsureBlocks(int64_t begin, int64_t end);

  /// Makes the blocks from `*next` on, a few at a time, and skips blocks that other threads have
  /// claimed. Returns early when `stop` is met.
  void EnsureBlocksFrom(std::atomic<int64_t>* next, const StopCondition& stop);

  /// Returns whether every block exists, so that Ensure is not needed.
  bool complete() const { return num_ready_blocks_.load(std::memory_order_acquire) == kNumBlocks; }

 private:
  enum BlockState : uint8_t { kEmpty, kInTheMaking, kReady };

  TextPool(TextPoolKind kind, TextMemory memory);

  static Result<TextMemory> ReserveMemory(TextPoolKind kind);

  class Claims;

  bool IsReady(int64_t block) const {
    return block_states_[block].load(std::memory_order_acquire) == kReady;
  }
  // Calls `visit` with the number of each block that a slice's text needs.
  template <typename Visit>
  void ForEachBlock(const TextSlice& slice, const Visit& visit) const;
  void MakeBlocks(std::span<const int64_t, kTextsAtOnce> blocks);
  void Await(int64_t block);

  TextPoolKind kind_;
  Grammar grammar_;
  TextMemory memory_;                     // of blocks
  std::unique_ptr<CompactText> compact_;  // only of a compact pool
  std::unique_ptr<std::atomic<uint8_t>[]> block_states_;
  std::atomic<int64_t> num_ready_blocks_ = 0;
};

}  // namespace tpch
