// Bit-packing for Parquet's encodings: each value takes `width` bits, from the lowest bits of the
// lowest byte (Encodings.md, "RLE/Bit-Packing Hybrid").

#pragma once

#include <cstdint>

namespace tpch {

/// Bytes past the end that the functions may overwrite.
inline constexpr int64_t kPackingSlack = 8;

/// The widest code that PackCodes accepts, in bits.
inline constexpr int kMaxCodeWidth = 16;

/// Packs `num_groups` groups of eight codes into `width` bytes each, and returns their end.
/// REQUIRES: 1 <= width <= kMaxCodeWidth, and no code has more bits.
template <typename Code>
char* PackCodes(const Code* codes, int64_t num_groups, int width, char* out);

/// Packs 32 numbers into 4 · `width` bytes and returns their end.
/// REQUIRES: 0 <= width <= 64, and no number has more bits.
char* PackNumbers(const uint64_t* numbers, int width, char* out);

}  // namespace tpch
