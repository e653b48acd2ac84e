// Numbers as parquet-cpp decodes them, and examples of the format's specification.

#include "tpch/parquet/encodings/number_encoder.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/parquet_decoding.h"

namespace tpch {
namespace {

using std::string_literals::operator""s;

using Numbers = std::vector<int64_t>;

constexpr Encoding kNumberEncodings[] = {Encoding::kPlain, Encoding::kDeltaBinaryPacked,
                                         Encoding::kByteStreamSplit};

/// Checks one encoder with all pages, one after another, and each in pieces of several sizes.
template <typename Type>
void CheckPages(PhysicalType type, const std::vector<Numbers>& pages) {
  for (const Encoding encoding : kNumberEncodings) {
    const auto encoder = MakeNumberEncoder(encoding, type);
    for (const Numbers& numbers : pages) {
      const std::string page = EncodePage(encoder.get(), numbers, numbers.size());
      EXPECT_EQ(DecodeNumbers<Type>(encoding, page, numbers.size()), numbers)
          << static_cast<int>(encoding) << ", " << numbers.size();
      for (const size_t at_once : {1, 7, 128, 129}) {
        EXPECT_EQ(EncodePage(encoder.get(), numbers, at_once), page) << at_once;
      }
    }
  }
}

std::vector<Numbers> RandomPages(int num_bits) {
  std::mt19937_64 random(static_cast<uint64_t>(num_bits));
  std::vector<Numbers> pages;
  for (const size_t size : {1, 2, 8, 32, 33, 34, 128, 129, 130, 257, 1000, 5000}) {
    Numbers numbers(size);
    for (int64_t& number : numbers) number = static_cast<int64_t>(random()) >> (64 - num_bits);
    pages.push_back(std::move(numbers));
  }
  return pages;
}

TEST(NumberEncoder, NumbersOfEverySizeComeBack) {
  for (int num_bits = 1; num_bits <= 64; ++num_bits) {
    CheckPages<parquet::Int64Type>(PhysicalType::kInt64, RandomPages(num_bits));
  }
  for (int num_bits = 1; num_bits <= 31; ++num_bits) {
    CheckPages<parquet::Int32Type>(PhysicalType::kInt32, RandomPages(num_bits));
  }
}

TEST(NumberEncoder, ExtremesAndSequencesComeBack) {
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  Numbers ascending;
  Numbers equal(300, 42);
  for (int64_t i = 0; i < 300; ++i) ascending.push_back(i * 8);
  CheckPages<parquet::Int64Type>(PhysicalType::kInt64,
                                 {{kMin, kMax, kMin, 0, kMax, kMax, kMin}, ascending, equal});
}

TEST(NumberEncoder, PlainNumbersBeginWithTheLowestByte) {
  const auto encoder = MakeNumberEncoder(Encoding::kPlain, PhysicalType::kInt32);
  EXPECT_EQ(EncodePage(encoder.get(), Numbers{0x04030201, -1}, 2),
            "\x01\x02\x03\x04\xFF\xFF\xFF\xFF");
}

TEST(NumberEncoder, StreamsAreTheExampleOfTheFormat) {
  // Encodings.md: three values of four bytes.
  const auto encoder = MakeNumberEncoder(Encoding::kByteStreamSplit, PhysicalType::kInt32);
  const Numbers numbers = {static_cast<int32_t>(0xDDCCBBAA), 0x33221100,
                           static_cast<int32_t>(0xD6C5B4A3)};
  EXPECT_EQ(EncodePage(encoder.get(), numbers, 3),
            "\xAA\x00\xA3\xBB\x11\xB4\xCC\x22\xC5\xDD\x33\xD6"s);
}

TEST(NumberEncoder, EqualStepsTakeNoBits) {
  const auto encoder = MakeNumberEncoder(Encoding::kDeltaBinaryPacked, PhysicalType::kInt64);
  // Block size 128, 4 miniblocks, 5 numbers, the first is 1 (zigzag 2); steps of 1 (zigzag 2) and
  // four widths of 0.
  EXPECT_EQ(EncodePage(encoder.get(), Numbers{1, 2, 3, 4, 5}, 5),
            "\x80\x01\x04\x05\x02\x02\x00\x00\x00\x00"s);
}

TEST(NumberEncoder, StepsAreCountedFromTheSmallest) {
  // Encodings.md: 7, 5, 3, 1, 2, 3, 4, 5 has the steps -2, -2, -2, 1, 1, 1, 1, which are 0 and 3
  // above the smallest, with two bits.
  const auto encoder = MakeNumberEncoder(Encoding::kDeltaBinaryPacked, PhysicalType::kInt64);
  EXPECT_EQ(EncodePage(encoder.get(), Numbers{7, 5, 3, 1, 2, 3, 4, 5}, 8),
            "\x80\x01\x04\x08\x0E\x03\x02\x00\x00\x00\xC0\x3F"s + std::string(6, '\0'));
}

}  // namespace
}  // namespace tpch
