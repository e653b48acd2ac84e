// Codes as parquet-cpp's decoder of dictionary pages reads them.

#include "tpch/parquet/encodings/code_encoder.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/unit/parquet_decoding.h"
#include "tpch/parquet/encodings/bit_packing.h"

namespace tpch {
namespace {

using std::string_literals::operator""s;

template <typename Code>
void CheckWidth(int width) {
  std::mt19937 random(static_cast<uint32_t>(width));
  CodeEncoder<Code> encoder(width);
  for (const size_t size : {1, 7, 8, 9, 16, 500, 20'480}) {
    std::vector<Code> codes(size);
    for (Code& code : codes) code = static_cast<Code>(random() & ((1U << width) - 1));
    const std::string page = EncodePage(&encoder, codes, size);
    EXPECT_EQ(DecodeCodes<Code>(page, size, width), codes) << width << ", " << size;
    EXPECT_EQ(EncodePage(&encoder, codes, 3), page) << width << ", " << size;
    EXPECT_EQ(EncodePage(&encoder, codes, 13), page) << width << ", " << size;
  }
}

TEST(CodeEncoder, CodesOfEveryWidthComeBack) {
  for (int width = 1; width <= kMaxCodeWidth; ++width) CheckWidth<uint16_t>(width);
  for (int width = 1; width <= 8; ++width) CheckWidth<uint8_t>(width);
}

TEST(CodeEncoder, RunsComeBack) {
  for (int width = 1; width <= kMaxCodeWidth; ++width) {
    CodeEncoder<uint16_t> encoder(width);
    const auto code = static_cast<uint16_t>((1U << width) - 1);
    const std::vector<uint16_t> codes(1001, code);
    encoder.Append(codes.data(), static_cast<int64_t>(codes.size()));
    const std::string page(encoder.FinishRun(code));
    EXPECT_LE(page.size(), 5U);
    EXPECT_EQ(DecodeCodes<uint16_t>(page, codes.size(), width), codes) << width;
  }
}

TEST(CodeEncoder, RunsHaveAtMost63Groups) {
  CodeEncoder<uint8_t> encoder(8);
  const std::string page = EncodePage(&encoder, std::vector<uint8_t>(1000, 5), 1000);
  // 63 groups of eight bytes (header 2 * 63 + 1), then 62.
  EXPECT_EQ(page.size(), 1U + 1 + 504 + 1 + 496);
  EXPECT_EQ(page[1], '\x7F');
  EXPECT_EQ(page[2 + 504], '\x7D');
}

TEST(CodeEncoder, PagesBeginWithTheWidthAndARunOfGroups) {
  CodeEncoder<uint8_t> encoder(3);
  // Two groups (header 2 * 2 + 1), the second filled up with zeros; see Encodings.md for the first.
  EXPECT_EQ(EncodePage(&encoder, std::vector<uint8_t>{0, 1, 2, 3, 4, 5, 6, 7, 7}, 9),
            "\x03\x05\x88\xC6\xFA\x07\x00\x00"s);
}

}  // namespace
}  // namespace tpch
