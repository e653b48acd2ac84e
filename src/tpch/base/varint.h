// Base-128 varints, as Thrift's compact protocol and Parquet's encodings have them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tpch {

inline constexpr int kMaxVarintSizeBytes = 10;

/// Writes `value`, lowest bits first, and returns the end.
/// REQUIRES: kMaxVarintSizeBytes bytes may be written at `out`.
inline char* WriteVarint(uint64_t value, char* out) {
  for (; value >= 0x80; value >>= 7) *out++ = static_cast<char>(value | 0x80);
  *out++ = static_cast<char>(value);
  return out;
}

inline void AppendVarint(uint64_t value, std::string* out) {
  char bytes[kMaxVarintSizeBytes];
  out->append(bytes, WriteVarint(value, bytes));
}

/// Takes a varint from the beginning of `bytes`. Returns nothing, and takes nothing, where it is
/// cut off, and so has fewer than kMaxVarintSizeBytes bytes, or where its value has more than 64
/// bits.
inline std::optional<uint64_t> TakeVarint(std::string_view* bytes) {
  constexpr int kLastShift = 63;  // of which one bit is left
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
