// Numbers as decimal text, the way TBL and CSV print them. Inner-loop code: no bounds checks.

#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace tpch {

/// Bytes that a caller must have free behind the write position of any function here.
inline constexpr int kMaxNumberTextSize = 24;

constexpr std::array<char, 200> MakeDigitPairs() {
  std::array<char, 200> pairs{};
  for (int i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}

/// "00" to "99", one after another.
inline constexpr std::array<char, 200> kDigitPairs = MakeDigitPairs();

/// Returns how many decimal digits `value` has; 1 for 0.
inline int CountDigits(uint64_t value) {
  static constexpr std::array<uint64_t, 20> kPowers = [] {
    std::array<uint64_t, 20> powers{};
    uint64_t power = 1;
    for (int i = 1; i < 20; ++i) powers[i] = power *= 10;
    return powers;
  }();
  // 1233 / 4096 approximates log10(2); the table corrects the estimate by one.
  const int estimate = ((64 - __builtin_clzll(value | 1)) * 1233) >> 12;
  return estimate + (value >= kPowers[estimate] ? 1 : 0);
}

/// Writes exactly `num_digits` digits of `value`, zero-padded, and returns the end.
inline char* WritePadded(char* out, uint64_t value, int num_digits) {
  char* position = out + num_digits;
  while (position - out >= 2) {
    position -= 2;
    std::memcpy(position, &kDigitPairs[2 * (value % 100)], 2);
    value /= 100;
  }
  if (position > out) *out = static_cast<char>('0' + value % 10);
  return out + num_digits;
}

/// Writes `value` without padding and returns the end. REQUIRES: value >= 0.
inline char* WriteInteger(char* out, int64_t value) {
  const auto magnitude = static_cast<uint64_t>(value);
  return WritePadded(out, magnitude, CountDigits(magnitude));
}

/// Writes hundredths as `[-]units.cc` and returns the end (dbgen's money format).
inline char* WriteMoney(char* out, int64_t cents) {
  if (cents < 0) {
    *out++ = '-';
    cents = -cents;
  }
  out = WriteInteger(out, cents / 100);
  *out = '.';
  std::memcpy(out + 1, &kDigitPairs[2 * (cents % 100)], 2);
  return out + 3;
}

}  // namespace tpch
