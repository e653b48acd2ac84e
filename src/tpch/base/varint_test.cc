// Expected bytes follow from the rules of Thrift's compact protocol.

#include "tpch/base/varint.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace tpch {
namespace {

using std::string_literals::operator""s;

std::string Varint(uint64_t value) {
  std::string bytes;
  AppendVarint(value, &bytes);
  return bytes;
}

TEST(Varint, HasSevenBitsAByte) {
  EXPECT_EQ(Varint(0), "\x00"s);
  EXPECT_EQ(Varint(127), "\x7F");
  EXPECT_EQ(Varint(128), "\x80\x01");
  EXPECT_EQ(Varint(300), "\xAC\x02");
  EXPECT_EQ(Varint(~uint64_t{0}), "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01");
}

TEST(Varint, IsTakenFromTheBeginning) {
  for (const uint64_t value : {uint64_t{0}, uint64_t{127}, uint64_t{300}, ~uint64_t{0}}) {
    const std::string bytes = Varint(value) + "rest";
    std::string_view rest = bytes;
    EXPECT_EQ(TakeVarint(&rest), value);
    EXPECT_EQ(rest, "rest");
  }
}

TEST(Varint, IsNotTakenWhenCutOffOrTooLarge) {
  for (const std::string& bytes :
       {""s, "\x80"s, std::string(9, '\xFF'), std::string(9, '\xFF') + "\x02",
        std::string(10, '\x80') + "\x01"}) {
    std::string_view rest = bytes;
    EXPECT_EQ(TakeVarint(&rest), std::nullopt);
    EXPECT_EQ(rest, bytes);
  }
}

TEST(Varint, ZigZagAlternates) {
  EXPECT_EQ(ZigZag(0), 0U);
  EXPECT_EQ(ZigZag(-1), 1U);
  EXPECT_EQ(ZigZag(1), 2U);
  EXPECT_EQ(ZigZag(INT64_MAX), UINT64_MAX - 1);
  EXPECT_EQ(ZigZag(INT64_MIN), UINT64_MAX);
  for (const int64_t value : {int64_t{0}, int64_t{-1}, int64_t{300}, INT64_MAX, INT64_MIN}) {
    EXPECT_EQ(UnZigZag(ZigZag(value)), value);
  }
}

}  // namespace
}  // namespace tpch
