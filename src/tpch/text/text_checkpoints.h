// Where each block of the text pool begins in the stream of draws.

#pragma once

#include <cstdint>

namespace tpch {

/// The sentence that holds the first byte of a block.
struct TextCheckpoint {
  uint32_t state;        ///< Stream state before the sentence's first draw.
  uint8_t bytes_before;  ///< Bytes of the sentence that lie before the block.
};

/// Returns the checkpoint of block `block` of TextPool.
TextCheckpoint FindTextCheckpoint(int64_t block);

}  // namespace tpch
