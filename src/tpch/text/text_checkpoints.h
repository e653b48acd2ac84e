// The position of each block of the text pool in the stream of draws.

#pragma once

#include <cstdint>

namespace tpch {

inline constexpr int64_t kTextPoolSizeBytes = 314'572'800;
inline constexpr int64_t kTextBlockSizeBytes = 4096;
inline constexpr int64_t kNumTextBlocks = kTextPoolSizeBytes / kTextBlockSizeBytes;

/// The sentence, including its leading space, that contains the first byte of a block.
struct TextCheckpoint {
  uint32_t state;        ///< Stream state before the sentence's first draw.
  uint8_t bytes_before;  ///< Bytes of the sentence before the block.
};

/// Returns the checkpoint of block `block` of TextPool.
TextCheckpoint FindTextCheckpoint(int64_t block);

/// Returns, for each block, the number (from 0) of the token that contains its first byte, followed
/// by the number of tokens in the pool: kNumTextBlocks + 1 values.
const uint32_t* FirstTextTokens();

}  // namespace tpch
