#include "tpch/parquet/encodings/bit_packing.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace tpch {
namespace {

using std::string_literals::operator""s;

/// Packs one bit after another.
template <typename T>
std::string PackSlowly(const std::vector<T>& values, int width) {
  std::string out((values.size() * static_cast<size_t>(width) + 7) / 8, '\0');
  size_t position = 0;
  for (const T value : values) {
    for (int bit = 0; bit < width; ++bit, ++position) {
      if (static_cast<uint64_t>(value) >> bit & 1) {
        out[position / 8] = static_cast<char>(out[position / 8] | 1 << position % 8);
      }
    }
  }
  return out;
}

template <typename T>
std::vector<T> RandomValues(size_t num_values, int width) {
  std::mt19937_64 random(static_cast<uint64_t>(width));
  std::vector<T> values(num_values);
  for (T& value : values) value = width == 0 ? 0 : static_cast<T>(random() >> (64 - width));
  return values;
}

template <typename Code>
std::string Pack(const std::vector<Code>& codes, int width) {
  std::string out(codes.size() * 2 + kPackingSlack, '\xEE');
  const char* end =
      PackCodes(codes.data(), static_cast<int64_t>(codes.size() / 8), width, out.data());
  out.resize(static_cast<size_t>(end - out.data()));
  return out;
}

TEST(PackCodes, PacksTheExampleOfTheFormat) {
  // Encodings.md: the numbers 0 to 7 with three bits.
  EXPECT_EQ(Pack(std::vector<uint8_t>{0, 1, 2, 3, 4, 5, 6, 7}, 3), "\x88\xC6\xFA");
}

TEST(PackCodes, PacksEveryWidth) {
  for (int width = 1; width <= kMaxCodeWidth; ++width) {
    const auto codes = RandomValues<uint16_t>(80, width);
    EXPECT_EQ(Pack(codes, width), PackSlowly(codes, width)) << width;
    if (width > 8) continue;
    const auto bytes = RandomValues<uint8_t>(80, width);
    EXPECT_EQ(Pack(bytes, width), PackSlowly(bytes, width)) << width;
  }
}

TEST(PackNumbers, PacksEveryWidth) {
  for (int width = 0; width <= 64; ++width) {
    const auto numbers = RandomValues<uint64_t>(32, width);
    std::string out(32 * 8 + kPackingSlack, '\xEE');
    const char* end = PackNumbers(numbers.data(), width, out.data());
    out.resize(static_cast<size_t>(end - out.data()));
    EXPECT_EQ(out, PackSlowly(numbers, width)) << width;
  }
}

}  // namespace
}  // namespace tpch
