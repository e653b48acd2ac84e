// Texts as parquet-cpp decodes them, and examples of the format's specification.

#include "tpch/parquet/encodings/text_encoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/parquet_decoding.h"

namespace tpch {
namespace {

using std::string_literals::operator""s;

using Texts = std::vector<std::string>;

/// Encodes the texts, at most `at_once` at a time, each piece from memory of its own.
std::string Encode(TextEncoder* encoder, const Texts& texts, size_t at_once) {
  for (size_t begin = 0; begin < texts.size(); begin += at_once) {
    const size_t end = std::min(begin + at_once, texts.size());
    std::string base;
    std::vector<TextSlice> slices;
    for (size_t i = begin; i < end; ++i) {
      slices.push_back(
          {static_cast<uint32_t>(base.size()), static_cast<uint32_t>(texts[i].size())});
      base += texts[i];
    }
    base.resize(base.size() + kTextSlack, '?');
    slices.resize(slices.size() + kBatchSlack);
    encoder->Append(base.data(), slices.data(), static_cast<int64_t>(end - begin));
  }
  std::string page(encoder->Finish());
  encoder->Reset();
  return page;
}

Texts RandomTexts(size_t num_texts, size_t max_size) {
  std::mt19937 random(static_cast<uint32_t>(max_size));
  Texts texts(num_texts);
  for (std::string& text : texts) {
    text.resize(random() % (max_size + 1));
    for (char& character : text) character = static_cast<char>('a' + random() % 2);
  }
  return texts;
}

constexpr Encoding kTextEncodings[] = {Encoding::kPlain, Encoding::kDeltaLengthByteArray,
                                       Encoding::kDeltaByteArray};

TEST(TextEncoder, TextsOfEverySizeComeBack) {
  for (const Encoding encoding : kTextEncodings) {
    const auto encoder = MakeTextEncoder(encoding);
    for (const size_t max_size : {0, 1, 15, 47, 48, 49, 64, 200, 1000}) {
      const Texts texts = RandomTexts(700, max_size);
      const std::string page = Encode(encoder.get(), texts, texts.size());
      EXPECT_EQ(DecodeTexts(encoding, page, texts.size()), texts) << max_size;
      EXPECT_EQ(Encode(encoder.get(), texts, 13), page) << max_size;
      EXPECT_EQ(Encode(encoder.get(), texts, 1), page) << max_size;
    }
  }
}

TEST(TextEncoder, SizesFollowThePage) {
  for (const Encoding encoding : kTextEncodings) {
    const auto encoder = MakeTextEncoder(encoding);
    EXPECT_LE(encoder->size_bytes(), 64);
    const std::string base = std::string(10'000, 'x') + std::string(10'000, 'y');
    TextSlice slices[2 + kBatchSlack] = {{0, 9000}, {10'000, 9000}};
    encoder->Append(base.data(), slices, 2);
    EXPECT_GE(encoder->size_bytes(), 18'000);
    EXPECT_LE(encoder->size_bytes(), 18'200);
    encoder->Reset();
    EXPECT_LE(encoder->size_bytes(), 64);
  }
}

TEST(TextEncoder, PlainTextsFollowTheirLengths) {
  const auto encoder = MakeTextEncoder(Encoding::kPlain);
  EXPECT_EQ(Encode(encoder.get(), {"ab", "", "c"}, 3),
            "\x02\x00\x00\x00\x61\x62\x00\x00\x00\x00\x01\x00\x00\x00\x63"s);
}

TEST(TextEncoder, LengthsComeBeforeAllTexts) {
  // The example of Encodings.md; the lengths 5, 5, 6, 6 have the steps 0, 1, 0 with one bit.
  const auto encoder = MakeTextEncoder(Encoding::kDeltaLengthByteArray);
  EXPECT_EQ(Encode(encoder.get(), {"Hello", "World", "Foobar", "ABCDEF"}, 4),
            "\x80\x01\x04\x04\x0A\x00\x01\x00\x00\x00\x02\x00\x00\x00"s + "HelloWorldFoobarABCDEF");
}

TEST(TextEncoder, SharedPrefixesAreLeftOut) {
  // The example of Encodings.md: prefixes of 0, 2, 0, 3 bytes before axis, le, babble, yhood.
  const auto encoder = MakeTextEncoder(Encoding::kDeltaByteArray);
  const std::string page = Encode(encoder.get(), {"axis", "axle", "babble", "babyhood"}, 4);
  // Both streams of lengths: blocks of 128 steps in 4 miniblocks, 4 values, the first in zigzag;
  // the least step, -2, in zigzag; the bits of a step in each miniblock; 32 steps of 3 bits.
  const std::string no_more_steps(10, '\0');
  const std::string prefix_sizes =  // steps 2, -2, 3: 4, 0, 5 above the least
      "\x80\x01\x04\x04\x00\x03\x03\x00\x00\x00\x44\x01"s + no_more_steps;
  const std::string rest_sizes =  // 4, then steps -2, 4, -1: 0, 6, 1 above the least
      "\x80\x01\x04\x04\x08\x03\x03\x00\x00\x00\x70\x00"s + no_more_steps;
  EXPECT_EQ(page, prefix_sizes + rest_sizes + "axislebabbleyhood");
}

}  // namespace
}  // namespace tpch
