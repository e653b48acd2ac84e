// Expected bytes follow from the rules of Thrift's compact protocol.

#include "tpch/parquet/varint.h"

#include <gtest/gtest.h>

#include <string>

namespace tpch {
namespace {

using std::string_literals::operator""s;

std::string Varint(uint64_t value) {
  char bytes[kMaxVarintSizeBytes];
  return {bytes, WriteVarint(value, bytes)};
}

TEST(Varint, HasSevenBitsAByte) {
  EXPECT_EQ(Varint(0), "\x00"s);
  EXPECT_EQ(Varint(127), "\x7F");
  EXPECT_EQ(Varint(128), "\x80\x01");
  EXPECT_EQ(Varint(300), "\xAC\x02");
  EXPECT_EQ(Varint(~uint64_t{0}), "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01");
}

TEST(Varint, ZigZagAlternates) {
  EXPECT_EQ(ZigZag(0), 0U);
  EXPECT_EQ(ZigZag(-1), 1U);
  EXPECT_EQ(ZigZag(1), 2U);
  EXPECT_EQ(ZigZag(INT64_MAX), UINT64_MAX - 1);
  EXPECT_EQ(ZigZag(INT64_MIN), UINT64_MAX);
}

}  // namespace
}  // namespace tpch
