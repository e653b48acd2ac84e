// Prints numbers as decimal text, as in TBL and CSV. Inner-loop code: no bounds checks, and no
// branches for numbers of up to eight digits, which fill most columns.

#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace tpch {

static_assert(std::endian::native == std::endian::little,
              "digits are moved as little-endian words");

/// Free bytes that every function here needs at the write position.
inline constexpr int kMaxNumberTextSize = 24;

inline constexpr uint64_t kTenTo8 = 100'000'000;

constexpr std::array<char, 200> MakeDigitPairs() {
  std::array<char, 200> pairs{};
  for (size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}

/// "00" to "99", concatenated.
inline constexpr std::array<char, 200> kDigitPairs = MakeDigitPairs();

/// Returns the number of decimal digits of `value`; 1 for 0.
inline int CountDigits(uint64_t value) {
  static constexpr std::array<uint64_t, 20> kPowers = [] {
    std::array<uint64_t, 20> powers{};
    uint64_t power = 1;
    for (size_t i = 1; i < 20; ++i) powers[i] = power *= 10;
    return powers;
  }();
  // 1233 / 4096 approximates log10(2); the table corrects the estimate by one.
  const int estimate = ((64 - std::countl_zero(value | 1)) * 1233) >> 12;
  return estimate + (value >= kPowers[static_cast<size_t>(estimate)] ? 1 : 0);
}

/// Returns the eight decimal digits of `value` in the bytes of a word, the first digit in the
/// lowest byte. Digits are 0 to 9, not characters. REQUIRES: value < 10^8.
inline uint64_t SplitDigits(uint32_t value) {
  // Splits the groups of digits three times, all groups of a word at once:
  //   abcdefgh -> efgh:abcd -> gh:ef:cd:ab -> h:g:f:e:d:c:b:a   (highest byte first)
  // The divisions are multiplications, which are exact for groups of these sizes.
  const uint64_t upper = value / 10000;
  const uint64_t fours = upper | (value - upper * 10000) << 32;
  const uint64_t upper_pairs = (fours * 10486 >> 20) & 0x0000007f0000007f;
  const uint64_t pairs = upper_pairs | (fours - upper_pairs * 100) << 16;
  const uint64_t upper_digits = (pairs * 103 >> 10) & 0x000f000f000f000f;
  return upper_digits | (pairs - upper_digits * 10) << 8;
}

/// The characters "00000000".
inline constexpr uint64_t kZeroCharacters = 0x3030303030303030;

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
  if (magnitude >= kTenTo8) [[unlikely]] {
    return WritePadded(out, magnitude, CountDigits(magnitude));
  }
  const uint64_t digits = SplitDigits(static_cast<uint32_t>(magnitude));
  // Keep the last digit even if it is zero.
  const int num_leading_zeros = std::countr_zero(digits | uint64_t{1} << 56) / 8;
  const uint64_t text = (digits | kZeroCharacters) >> (8 * num_leading_zeros);
  std::memcpy(out, &text, sizeof text);
  return out + 8 - num_leading_zeros;
}

/// Writes hundredths as `[-]units.cc`, dbgen's money format, and returns the end.
inline char* WriteMoney(char* out, int64_t cents) {
  *out = '-';
  out += cents < 0 ? 1 : 0;
  const auto magnitude = static_cast<uint64_t>(cents < 0 ? -cents : cents);
  if (magnitude >= kTenTo8) [[unlikely]] {
    out = WritePadded(out, magnitude / 100, CountDigits(magnitude / 100));
    *out = '.';
    std::memcpy(out + 1, &kDigitPairs[2 * (magnitude % 100)], 2);
    return out + 3;
  }
  const uint64_t digits = SplitDigits(static_cast<uint32_t>(magnitude));
  // Six digits before the point; keep the last one even if it is zero.
  const int num_leading_zeros = std::countr_zero(digits | uint64_t{1} << 40) / 8;
  const uint64_t text = digits | kZeroCharacters;
  const uint64_t units = text >> (8 * num_leading_zeros);
  const auto hundredths = static_cast<uint16_t>(text >> 48);
  std::memcpy(out, &units, sizeof units);
  out += 6 - num_leading_zeros;
  *out = '.';
  std::memcpy(out + 1, &hundredths, sizeof hundredths);
  return out + 3;
}

}  // namespace tpch
