#include "tpch/read/text_values.h"

#include <gtest/gtest.h>

#include "tpch/schema/calendar.h"

namespace tpch {
namespace {

TEST(ParseDecimalText, TakesEverySpellingOfANumber) {
  for (const char* text : {"17", "17.0", "17.00", "17.0000", "+17", "017", "17."}) {
    EXPECT_EQ(ParseDecimalText(text, 2), 1700) << text;
    EXPECT_EQ(ParseDecimalText(text, 0), 17) << text;
  }
  EXPECT_EQ(ParseDecimalText("-0.05", 2), -5);
  EXPECT_EQ(ParseDecimalText(".5", 2), 50);
}

TEST(ParseDecimalText, TakesNothingElse) {
  for (const char* text : {"", "-", ".", "1.2.3", "1e2", "0x1", "nan", " 1", "1 ", "1,5"}) {
    EXPECT_EQ(ParseDecimalText(text, 2), std::nullopt) << text;
  }
  EXPECT_EQ(ParseDecimalText("0.001", 2), std::nullopt);
  EXPECT_EQ(ParseDecimalText("1.5", 0), std::nullopt);
}

TEST(ParseDecimalText, HoldsAllThatSixtyThreeBitsCan) {
  EXPECT_EQ(ParseDecimalText("9223372036854775807", 0), 9223372036854775807);
  EXPECT_EQ(ParseDecimalText("9223372036854775808", 0), std::nullopt);
  EXPECT_EQ(ParseDecimalText("92233720368547758.08", 2), std::nullopt);
  EXPECT_EQ(ParseDecimalText("92233720368547759", 2), std::nullopt);
}

TEST(ParseDayText, KnowsTheCalendar) {
  bool has_time = false;
  EXPECT_EQ(ParseDayText("1970-01-01", &has_time), 0);
  EXPECT_EQ(ParseDayText("1992-01-01", &has_time), kFirstDay);
  EXPECT_EQ(ParseDayText("1996-02-29", &has_time), 9555);
  EXPECT_EQ(ParseDayText("1995-02-29", &has_time), std::nullopt);
  EXPECT_EQ(ParseDayText("1995-13-01", &has_time), std::nullopt);
  EXPECT_EQ(ParseDayText("19950101", &has_time), std::nullopt);
  EXPECT_EQ(ParseDayText("1995-1-01x", &has_time), std::nullopt);
  EXPECT_FALSE(has_time);
}

TEST(ParseDayText, TakesATimeThatIsMidnight) {
  for (const char* text : {"1970-01-02 00:00:00", "1970-01-02T00:00:00Z",
                           "1970-01-02 00:00:00.000000", "1970-01-02 00:00:00+00"}) {
    bool has_time = false;
    EXPECT_EQ(ParseDayText(text, &has_time), 1) << text;
    EXPECT_TRUE(has_time) << text;
  }
  bool has_time = false;
  EXPECT_EQ(ParseDayText("1970-01-02 00:00:01", &has_time), std::nullopt);
  EXPECT_EQ(ParseDayText("1970-01-02 ", &has_time), std::nullopt);
  EXPECT_FALSE(has_time);
}

TEST(NumberFromCents, KeepsWholeNumbersOnlyWhereTheColumnHasOnlyThose) {
  EXPECT_EQ(NumberFromCents(Storage::kCents, 1750), 1750);
  EXPECT_EQ(NumberFromCents(Storage::kQuantity, 1700), 17);
  EXPECT_EQ(NumberFromCents(Storage::kQuantity, 1750), std::nullopt);
}

TEST(IsUsualSpelling, TakesWhatWritersOfTblAndCsvWrite) {
  for (const char* text : {"0", "7", "17", "1000000"}) {
    EXPECT_TRUE(IsUsualSpelling(Storage::kInt64, text)) << text;
    EXPECT_TRUE(IsUsualSpelling(Storage::kQuantity, text)) << text;
  }
  for (const char* text : {"0.00", "0.07", "-0.07", "17.10", "-999.99"}) {
    EXPECT_TRUE(IsUsualSpelling(Storage::kCents, text)) << text;
  }
  EXPECT_TRUE(IsUsualSpelling(Storage::kQuantity, "17.00"));
  EXPECT_TRUE(IsUsualSpelling(Storage::kDay, "1992-01-01"));
}

TEST(IsUsualSpelling, FindsOtherSpellings) {
  for (const char* text : {"+7", "07", "7.", "7.0", "7.00", "-0"}) {
    EXPECT_FALSE(IsUsualSpelling(Storage::kInt32, text)) << text;
  }
  for (const char* text : {"7", "7.1", "7.100", ".10", "00.10", "+7.10", "-0.00"}) {
    EXPECT_FALSE(IsUsualSpelling(Storage::kCents, text)) << text;
  }
  EXPECT_FALSE(IsUsualSpelling(Storage::kQuantity, "17.0"));
}

}  // namespace
}  // namespace tpch
