#include "tpch/base/size_text.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

TEST(SizeText, ExactSizesAreAsShortAsTheyCanBe) {
  EXPECT_EQ(ExactSize(0), "0B");
  EXPECT_EQ(ExactSize(100), "100B");
  EXPECT_EQ(ExactSize(1 << 20), "1MiB");
  EXPECT_EQ(ExactSize(1'000'000'000'000), "1TB");
  EXPECT_EQ(ExactSize(1'048'577), "1048577B");
}

TEST(SizeText, BoundsHaveThreeDigits) {
  EXPECT_EQ(SizeAtLeast(90), "90B");
  EXPECT_EQ(SizeAtLeast(31'268), "30.6KiB");
  EXPECT_EQ(SizeAtMost(31'268), "30.5KiB");
  EXPECT_EQ(SizeAtLeast(9'300'000), "8.87MiB");
  EXPECT_EQ(SizeAtMost(9'332'849'095), "8.69GiB");
}

}  // namespace
}  // namespace tpch
