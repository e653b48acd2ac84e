// Where each block of the text pool begins in the stream of draws.

#pragma once

#include <cstdint>

namespace tpch {

inline constexpr int64_t kTextPoolSizeBytes = 314'572'800;
inline constexpr int64_t kTextBlockSizeBytes = 4096;
inline constexpr int64_t kNumTextBlocks = kTextPoolSizeBytes / kTextBlockSizeBytes;

/// The sentence, with the blank that it leads with, that holds the first byte of a block.
struct TextCheckpoint {
  uint32_t state;        ///< Stream state before the sentence's first draw.
  uint8_t bytes_before;  ///< Bytes of the sentence that lie before the block.
};

/// Returns the checkpoint of block `block` of TextPool.
TextCheckpoint FindTextCheckpoint(int64_t block);

/// Returns for each block the number of the token whose text holds its first byte, counted from 0,
/// and behind them how many tokens the pool has: kNumTextBlocks + 1 values.
const uint32_t* FirstTextTokens();

}  // namespace tpch
