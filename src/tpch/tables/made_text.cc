#include "tpch/tables/made_text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>

#include "tpch/base/digits.h"
#include "tpch/random/bounded.h"
#include "tpch/words/distribution.h"

namespace tpch {
namespace {

constexpr std::string_view kAddressAlphabet =
    "0123456789abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ,";

// Advances the stream and draws from [low, high].
int64_t NextDraw(uint32_t* state, int64_t low, int64_t high) {
  *state = LehmerStep(*state);
  return Draw(*state, low, high);
}

// Advances the stream and returns 32 bits, which provide five characters.
// dbgen: the range 0 .. 2^31 - 1 overflows 32 bits, so the words are negative.
int32_t NextAddressWord(uint32_t* state) {
  *state = LehmerStep(*state);
  return static_cast<int32_t>(static_cast<double>(*state) / static_cast<double>(kLehmerModulus) *
                              -2147483648.0);
}

}  // namespace

char* WriteAddress(uint32_t seed, char* out) {
  uint32_t state = seed;
  char* const end = out + NextDraw(&state, 10, kMaxAddressSizeBytes);
  while (out < end) {
    int32_t word = NextAddressWord(&state);
    for (int i = 0; i < 5; ++i) {
      *out++ = kAddressAlphabet[word & 63];
      word >>= 6;
    }
  }
  return end;
}

char* WritePhone(uint32_t seed, int64_t nation_key, char* out) {
  uint32_t state = seed;
  out = WritePadded(out, static_cast<uint64_t>(10 + nation_key), 2);
  *out++ = '-';
  out = WritePadded(out, static_cast<uint64_t>(NextDraw(&state, 100, 999)), 3);
  *out++ = '-';
  out = WritePadded(out, static_cast<uint64_t>(NextDraw(&state, 100, 999)), 3);
  *out++ = '-';
  return WritePadded(out, static_cast<uint64_t>(NextDraw(&state, 1000, 9999)), 4);
}

char* WriteNumberedName(std::string_view prefix, int64_t number, char* out) {
  std::memcpy(out, prefix.data(), prefix.size());
  const auto value = static_cast<uint64_t>(number);
  return WritePadded(out + prefix.size(), value, std::max(9, CountDigits(value)));
}

char* WritePartName(uint32_t seed, char* out) {
  // dbgen: the list is permuted from its original order for every row; only five swaps matter.
  std::array<uint8_t, 92> order;
  std::iota(order.begin(), order.end(), uint8_t{0});
  uint32_t state = seed;
  for (size_t i = 0; i < 5; ++i) {
    const auto j = static_cast<size_t>(NextDraw(&state, static_cast<int64_t>(i), 91));
    std::swap(order[i], order[j]);
    const std::string_view color = distributions::kColors[order[i]].text;
    if (i > 0) *out++ = ' ';
    std::memcpy(out, color.data(), color.size());
    out += color.size();
  }
  return out;
}

}  // namespace tpch
