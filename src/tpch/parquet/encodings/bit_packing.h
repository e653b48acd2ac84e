// Bit-packing as Parquet's encodings want it: each value takes `width` bits, the lowest bits of the
// lowest byte first (Encodings.md, "RLE/Bit-Packing Hybrid").

#pragma once

#include <cstdint>

namespace tpch {

/// Bytes behind the end that the functions may overwrite.
inline constexpr int64_t kPackingSlack = 8;

/// Widest code that PackCodes takes, in bits.
inline constexpr int kMaxCodeWidth = 16;

/// Packs `num_groups` groups of eight codes, `width` bytes each, and returns their end.
/// REQUIRES: 1 <= width <= kMaxCodeWidth, and no code has more bits.
template <typename Code>
char* PackCodes(const Code* codes, int64_t num_groups, int width, char* out);

/// Packs 32 numbers into 4 · `width` bytes and returns their end.
/// REQUIRES: 0 <= width <= 64, and no number has more bits.
char* PackNumbers(const uint64_t* numbers, int width, char* out);

}  // namespace tpch
