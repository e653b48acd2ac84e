// Base-128 varints, as Thrift's compact protocol and Parquet's encodings have them.

#pragma once

#include <cstdint>

namespace tpch {

inline constexpr int kMaxVarintSizeBytes = 10;

/// Writes `value`, lowest bits first, and returns the end.
/// REQUIRES: kMaxVarintSizeBytes bytes may be written at `out`.
inline char* WriteVarint(uint64_t value, char* out) {
  for (; value >= 0x80; value >>= 7) *out++ = static_cast<char>(value | 0x80);
  *out++ = static_cast<char>(value);
  return out;
}

/// Maps small signed numbers to small unsigned ones: 0, -1, 1, -2, …
constexpr uint64_t ZigZag(int64_t value) {
  return static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63);
}

}  // namespace tpch
