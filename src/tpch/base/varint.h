// Base-128 varints, as in Thrift's compact protocol and Parquet's encodings.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tpch {

inline constexpr int kMaxVarintSizeBytes = 10;

/// Writes `value`, lowest bits first, and returns the end.
/// REQUIRES: `out` has room for kMaxVarintSizeBytes bytes.
inline char* WriteVarint(uint64_t value, char* out) {
  for (; value >= 0x80; value >>= 7) *out++ = static_cast<char>(value | 0x80);
  *out++ = static_cast<char>(value);
  return out;
}

inline void AppendVarint(uint64_t value, std::string* out) {
  char bytes[kMaxVarintSizeBytes];
  out->append(bytes, WriteVarint(value, bytes));
}

/// Removes a varint from the front of `bytes`. Returns nullopt and removes nothing if the varint is
/// incomplete (so `bytes` has fewer than kMaxVarintSizeBytes bytes) or its value exceeds 64 bits.
inline std::optional<uint64_t> TakeVarint(std::string_view* bytes) {
  constexpr int kLastShift = 63;  // only one bit of the value is left
  uint64_t value = 0;
  size_t size = 0;
  for (int shift = 0; shift <= kLastShift && size < bytes->size(); shift += 7) {
    const auto byte = static_cast<uint8_t>((*bytes)[size++]);
    if (shift == kLastShift && byte > 1) break;
    value |= uint64_t{byte & 0x7fU} << shift;
    if (byte >= 0x80) continue;
    bytes->remove_prefix(size);
    return value;
  }
  return std::nullopt;
}

/// Maps small signed numbers to small unsigned ones: 0, -1, 1, -2, …
constexpr uint64_t ZigZag(int64_t value) {
  return static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63);
}

/// Undoes ZigZag.
constexpr int64_t UnZigZag(uint64_t value) {
  return static_cast<int64_t>(value >> 1 ^ (~(value & 1) + 1));
}

}  // namespace tpch
