// The text of a text pool of any kind.

#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "tests/unit/threads.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// Returns bytes [offset, offset + size_bytes) of the pool, and makes the blocks for them.
inline std::string TextOf(TextPool* pool, int64_t offset, int64_t size_bytes) {
  const TextSlice slice{static_cast<uint32_t>(offset), static_cast<uint32_t>(size_bytes)};
  pool->Ensure(std::array{slice});
  const auto size = static_cast<size_t>(size_bytes);
  if (pool->compact() == nullptr) return {pool->data() + offset, size};
  std::string out(size + CompactText::kMaxSkippedBytes + CompactText::kExpandSlack, '\0');
  const auto expansion = pool->compact()->Expand(offset, size_bytes, out.data());
  return {expansion.begin, expansion.end};
}

/// Makes all blocks from `num_threads` threads, in ranges of an unusual size.
inline void MakeAllBlocksInRanges(TextPool* pool, int num_threads) {
  constexpr int64_t kRangeBlocks = 23;
  RunThreads(num_threads, [&](int thread) {
    for (int64_t begin = thread * kRangeBlocks; begin < TextPool::kNumBlocks;
         begin += num_threads * kRangeBlocks) {
      pool->EnsureBlocks(begin, std::min(begin + kRangeBlocks, TextPool::kNumBlocks));
    }
  });
}

}  // namespace tpch
