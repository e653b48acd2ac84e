// Where the text pool can be entered: positions in the stream of draws.

#pragma once

#include <cstdint>

namespace tpch {

inline constexpr int64_t kTextPoolSizeBytes = 314'572'800;
inline constexpr int64_t kTextBlockSizeBytes = 4096;
inline constexpr int64_t kNumTextBlocks = kTextPoolSizeBytes / kTextBlockSizeBytes;

/// Text bytes between two checkpoints.
inline constexpr int64_t kTextCheckpointStepBytes = 2048;
static_assert(kTextBlockSizeBytes % kTextCheckpointStepBytes == 0);

/// The sentence, including its leading space, that contains a certain byte of the pool.
struct TextCheckpoint {
  uint32_t state;        ///< Stream state before the sentence's first draw.
  uint8_t bytes_before;  ///< Bytes of the sentence before that byte.
};

/// Returns the checkpoint at `offset`. REQUIRES: kTextCheckpointStepBytes divides `offset`.
TextCheckpoint FindTextCheckpoint(int64_t offset);

/// Returns, for each block, the number (from 0) of the token that contains its first byte, followed
/// by the number of tokens in the pool: kNumTextBlocks + 1 values.
const uint32_t* FirstTextTokens();

}  // namespace tpch
