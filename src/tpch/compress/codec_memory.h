// Memory of the codecs.

#pragma once

#include <cstdint>

#include "tpch/compression.h"

namespace tpch {

/// Returns the approximate memory that a thread uses to compress blocks of `block_bytes`, in
/// addition to the blocks and the compressed blocks: the codec's tables, and the part of them that
/// the C library keeps for the next block.
int64_t CodecMemoryBytes(const Compression& compression, int64_t block_bytes);

}  // namespace tpch
