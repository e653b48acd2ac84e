#include "tpch/compress/crc32.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

TEST(Crc32, EqualsThePublishedCheckValue) {
  EXPECT_EQ(Crc32("123456789"), 0xCBF43926);
  EXPECT_EQ(Crc32(""), 0);
}

}  // namespace
}  // namespace tpch
