#include "apps/text.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

TEST(Text, DigitsStandInGroupsOfThree) {
  EXPECT_EQ(GroupDigits(0), "0");
  EXPECT_EQ(GroupDigits(999), "999");
  EXPECT_EQ(GroupDigits(1'000), "1,000");
  EXPECT_EQ(GroupDigits(6'001'215), "6,001,215");
  EXPECT_EQ(GroupDigits(150'000'000'000), "150,000,000,000");
}

TEST(Text, SizesHaveThreeDigits) {
  EXPECT_EQ(FormatSize(0), "0 B");
  EXPECT_EQ(FormatSize(999), "999 B");
  EXPECT_EQ(FormatSize(1'000), "1.00 kB");
  EXPECT_EQ(FormatSize(12'345), "12.3 kB");
  EXPECT_EQ(FormatSize(759'000'000), "759 MB");
  EXPECT_EQ(FormatSize(1.07e9), "1.07 GB");
  EXPECT_EQ(FormatSize(1e15), "1.00 PB");
}

TEST(Text, RoundingMovesToTheNextPrefix) {
  EXPECT_EQ(FormatSize(999.6), "1.00 kB");
  EXPECT_EQ(FormatSize(9'996), "10.0 kB");
  EXPECT_EQ(FormatSize(99'960), "100 kB");
  EXPECT_EQ(FormatSize(999'600), "1.00 MB");
}

TEST(Text, CountsHaveThreeDigits) {
  EXPECT_EQ(FormatCount(25), "25 ");
  EXPECT_EQ(FormatCount(6'001'215), "6.00 M");
}

TEST(Text, DurationsGrowFromSecondsToHours) {
  EXPECT_EQ(FormatDuration(1.24), "1.24 s");
  EXPECT_EQ(FormatDuration(59.9), "59.90 s");
  EXPECT_EQ(FormatDuration(185), "3 min 05 s");
  EXPECT_EQ(FormatDuration(3'599), "59 min 59 s");
  EXPECT_EQ(FormatDuration(3'600), "1 h 00 min");
  EXPECT_EQ(FormatDuration(90'061), "25 h 01 min");
}

}  // namespace
}  // namespace tpch
