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

TEST(SizeText, EveryUnitIsParsed) {
  EXPECT_EQ(ParseSizeText("4096"), 4096);
  EXPECT_EQ(ParseSizeText("1.5GB"), 1'500'000'000);
  EXPECT_EQ(ParseSizeText("0.5KiB"), 512);
  for (const char* text : {"1B", "1KB", "1MB", "1GB", "1TB", "1KiB", "1MiB", "1GiB", "1TiB"}) {
    EXPECT_EQ(ExactSize(ParseSizeText(text).value_or(0)), text);
  }
  for (const char* text : {"", "0", "-1MB", "MB", "1mb", "1 MB", "nan", "1e18MB"}) {
    EXPECT_EQ(ParseSizeText(text), std::nullopt) << text;
  }
}

TEST(SizeText, SizesForPeopleHaveThreeDigits) {
  EXPECT_EQ(FormatSize(0), "0 B");
  EXPECT_EQ(FormatSize(999), "999 B");
  EXPECT_EQ(FormatSize(1'000), "1.00 kB");
  EXPECT_EQ(FormatSize(12'345), "12.3 kB");
  EXPECT_EQ(FormatSize(759'000'000), "759 MB");
  EXPECT_EQ(FormatSize(1.07e9), "1.07 GB");
  EXPECT_EQ(FormatSize(1e15), "1.00 PB");
}

TEST(SizeText, RoundingMovesToTheNextPrefix) {
  EXPECT_EQ(FormatSize(999.6), "1.00 kB");
  EXPECT_EQ(FormatSize(9'996), "10.0 kB");
  EXPECT_EQ(FormatSize(99'960), "100 kB");
  EXPECT_EQ(FormatSize(999'600), "1.00 MB");
}

TEST(SizeText, CountsHaveThreeDigits) {
  EXPECT_EQ(FormatCount(25), "25 ");
  EXPECT_EQ(FormatCount(6'001'215), "6.00 M");
}

}  // namespace
}  // namespace tpch
