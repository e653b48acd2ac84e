#include "tpch/parquet/encodings/bit_packing.h"

#include <array>
#include <cstring>
#include <utility>

namespace tpch {
namespace {

void Store(uint64_t word, char* out) { std::memcpy(out, &word, sizeof(word)); }

// Packs four codes into the lowest 4 · kWidth bits.
template <int kWidth, typename Code>
uint64_t PackFour(const Code* codes) {
  return uint64_t{codes[0]} | uint64_t{codes[1]} << kWidth | uint64_t{codes[2]} << 2 * kWidth |
         uint64_t{codes[3]} << 3 * kWidth;
}

template <int kWidth, typename Code>
char* PackGroups(const Code* codes, int64_t num_groups, char* out) {
  for (int64_t group = 0; group < num_groups; ++group, codes += 8, out += kWidth) {
    const uint64_t low = PackFour<kWidth>(codes);
    const uint64_t high = PackFour<kWidth>(codes + 4);
    if constexpr (kWidth < kMaxCodeWidth) {
      Store(low | high << 4 * kWidth, out);
      if constexpr (kWidth > 8) Store(high >> (64 - 4 * kWidth), out + 8);
    } else {
      Store(low, out);
      Store(high, out + 8);
    }
  }
  return out;
}

template <int kWidth>
char* PackBlock(const uint64_t* numbers, char* out) {
  uint64_t word = 0;
  int num_bits = 0;
#pragma GCC unroll 32
  for (int i = 0; i < 32; ++i) {
    word |= numbers[i] << num_bits;
    num_bits += kWidth;
    if (num_bits >= 64) {
      Store(word, out);
      out += sizeof(word);
      num_bits -= 64;
      word = num_bits > 0 ? numbers[i] >> (kWidth - num_bits) : 0;
    }
  }
  if constexpr (kWidth % 2 == 1) {
    Store(word, out);
    out += sizeof(uint32_t);
  }
  return out;
}

template <typename Code, int... kIndexes>
constexpr auto MakeGroupPackers(std::integer_sequence<int, kIndexes...> /*widths*/) {
  return std::array{&PackGroups<kIndexes + 1, Code>...};
}

template <int... kWidths>
constexpr auto MakeBlockPackers(std::integer_sequence<int, kWidths...> /*widths*/) {
  return std::array{&PackBlock<kWidths>...};
}

}  // namespace

template <typename Code>
char* PackCodes(const Code* codes, int64_t num_groups, int width, char* out) {
  static constexpr auto kPackers =
      MakeGroupPackers<Code>(std::make_integer_sequence<int, kMaxCodeWidth>());
  return kPackers[static_cast<size_t>(width - 1)](codes, num_groups, out);
}

template char* PackCodes(const uint8_t*, int64_t, int, char*);
template char* PackCodes(const uint16_t*, int64_t, int, char*);

char* PackNumbers(const uint64_t* numbers, int width, char* out) {
  static constexpr auto kPackers = MakeBlockPackers(std::make_integer_sequence<int, 65>());
  return kPackers[static_cast<size_t>(width)](numbers, out);
}

}  // namespace tpch
