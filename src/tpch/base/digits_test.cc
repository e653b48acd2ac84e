#include "tpch/base/digits.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "tests/unit/random_numbers.h"

namespace tpch {
namespace {

// All small values, those around every power of ten, the largest, and random ones of every length.
std::vector<int64_t> InterestingValues() {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  std::vector<int64_t> values = {kMax};
  for (int64_t power = 1; power <= kMax / 10; power *= 10) {
    values.insert(values.end(), {power - 1, power, power + 1, 10 * power - 1});
  }
  for (int64_t value = 0; value < 100'000; ++value) values.push_back(value);
  std::mt19937_64 random = MakeRandom();
  for (int i = 0; i < 10'000; ++i) {
    values.push_back(static_cast<int64_t>(random() >> (1 + random() % 63)));
  }
  return values;
}

template <typename Write>
std::string Written(const Write& write) {
  char text[kMaxNumberTextSize];
  return {text, write(text)};
}

TEST(Digits, IntegersAreWrittenAsTheStandardLibraryWritesThem) {
  for (const int64_t value : InterestingValues()) {
    EXPECT_EQ(Written([&](char* out) { return WriteInteger(out, value); }), std::to_string(value));
  }
}

TEST(Digits, CountIsTheLengthOfTheText) {
  for (const int64_t value : InterestingValues()) {
    EXPECT_EQ(static_cast<size_t>(CountDigits(static_cast<uint64_t>(value))),
              std::to_string(value).size());
  }
  EXPECT_EQ(CountDigits(std::numeric_limits<uint64_t>::max()), 20);
}

TEST(Digits, PaddingFillsWithZeros) {
  for (int num_digits = 1; num_digits <= 12; ++num_digits) {
    for (const uint64_t value : {0, 7, 10, 99, 123}) {
      if (CountDigits(value) > num_digits) continue;
      EXPECT_EQ(Written([&](char* out) { return WritePadded(out, value, num_digits); }),
                fmt::format("{:0{}}", value, num_digits));
    }
  }
}

TEST(Digits, MoneyHasTwoDecimalsAndASignOnlyBelowZero) {
  for (const int64_t value : InterestingValues()) {
    const std::string text = fmt::format("{}.{:02}", value / 100, value % 100);
    EXPECT_EQ(Written([&](char* out) { return WriteMoney(out, value); }), text);
    if (value == 0) continue;
    EXPECT_EQ(Written([&](char* out) { return WriteMoney(out, -value); }), "-" + text);
  }
}

TEST(Digits, SmallMoneyKeepsItsZeros) {
  EXPECT_EQ(Written([](char* out) { return WriteMoney(out, -28); }), "-0.28");
  EXPECT_EQ(Written([](char* out) { return WriteMoney(out, 4); }), "0.04");
}

}  // namespace
}  // namespace tpch
