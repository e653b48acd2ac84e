#include "tpch/parquet/value_bounds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/random_numbers.h"

namespace tpch {
namespace {

using std::string_literals::operator""s;

/// Follows texts one by one.
ValueBounds Follow(TextBounds* bounds, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const std::string base = "before" + text + std::string(kTextSlack, '\0');
    const TextSlice slice{6, static_cast<uint32_t>(text.size())};
    bounds->Include(base.data(), &slice, 1);
  }
  return bounds->Take();
}

TEST(TextBounds, AreTheFirstAndTheLastInOrder) {
  std::mt19937_64 random = MakeRandom();
  TextBounds bounds;
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> texts(1 + random() % 30);
    for (std::string& text : texts) {
      text.resize(1 + random() % 12);
      for (char& character : text) character = static_cast<char>('a' + random() % 2);
    }
    const ValueBounds found = Follow(&bounds, texts);
    EXPECT_EQ(found.PlainMin(PhysicalType::kByteArray), *std::ranges::min_element(texts));
    EXPECT_EQ(found.PlainMax(PhysicalType::kByteArray), *std::ranges::max_element(texts));
  }
}

TEST(TextBounds, ATextIsLessThanOneThatItBegins) {
  TextBounds bounds;
  const ValueBounds found = Follow(&bounds, {"12345678", "1234567", "123456789"});
  EXPECT_EQ(found.PlainMin(PhysicalType::kByteArray), "1234567");
  EXPECT_EQ(found.PlainMax(PhysicalType::kByteArray), "123456789");
}

TEST(TextBounds, BytesHaveNoSign) {
  TextBounds bounds;
  const ValueBounds found = Follow(&bounds, {"\xC3\xA4", "z"});
  EXPECT_EQ(found.PlainMin(PhysicalType::kByteArray), "z");
  EXPECT_EQ(found.PlainMax(PhysicalType::kByteArray), "\xC3\xA4");
}

TEST(ValueBounds, IncludeTheBoundsOfOthers) {
  ValueBounds bounds;
  EXPECT_TRUE(bounds.empty());
  bounds.Include(ValueBounds::Numbers(-5, 3));
  bounds.Include(ValueBounds::Numbers(2, 7));
  bounds.Include(ValueBounds());
  EXPECT_EQ(bounds.PlainMin(PhysicalType::kInt32), "\xFB\xFF\xFF\xFF");
  EXPECT_EQ(bounds.PlainMax(PhysicalType::kInt64), "\x07\x00\x00\x00\x00\x00\x00\x00"s);
  ValueBounds texts = ValueBounds::Texts("b", "c");
  texts.Include(ValueBounds::Texts("a", "bb"));
  EXPECT_EQ(texts.PlainMin(PhysicalType::kByteArray), "a");
  EXPECT_EQ(texts.PlainMax(PhysicalType::kByteArray), "c");
}

TEST(ValueBounds, AscendWhereNeitherBoundDescends) {
  const ValueBounds bounds = ValueBounds::Numbers(1, 5);
  EXPECT_TRUE(bounds.Ascends(ValueBounds::Numbers(1, 5)));
  EXPECT_TRUE(bounds.Ascends(ValueBounds::Numbers(2, 5)));
  EXPECT_FALSE(bounds.Ascends(ValueBounds::Numbers(0, 9)));
  EXPECT_FALSE(bounds.Ascends(ValueBounds::Numbers(3, 4)));
  EXPECT_FALSE(ValueBounds::Texts("b", "c").Ascends(ValueBounds::Texts("a", "d")));
}

}  // namespace
}  // namespace tpch
