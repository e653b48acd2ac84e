#include "apps/text.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

TEST(Text, WhatTerminalsShowStaysAsItIs) {
  for (const char* text : {"", "plain text \\ '\"~", "Müller, Łódź, 東京, 🙂", "a…b", "\u00a0",
                           "\u2027\u202f\u2070\ue000\ufffd"}) {
    EXPECT_EQ(EscapeText(text), text);
  }
}

TEST(Text, ControlCharactersAreEscaped) {
  EXPECT_EQ(EscapeText("a\nb\rc\td\x1b[31m\x7f"), "a\\x0ab\\x0dc\\x09d\\x1b[31m\\x7f");
  EXPECT_EQ(EscapeText(std::string_view("\0x", 2)), "\\x00x");
  EXPECT_EQ(EscapeText("\u0080 \u009b2J \u009f"), "\\xc2\\x80 \\xc2\\x9b2J \\xc2\\x9f");
}

TEST(Text, WhatTurnsOrBreaksLinesIsEscaped) {
  for (const char* text : {"\u202a", "\u202e", "\u2066", "\u2069", "\u2028", "\u2029", "\u200f"}) {
    EXPECT_TRUE(EscapeText(text).starts_with("\\xe2\\x8")) << EscapeText(text);
    EXPECT_EQ(EscapeText(text).size(), 12U);
  }
}

TEST(Text, BytesThatAreNotUtf8AreEscaped) {
  EXPECT_EQ(EscapeText("a\xff"
                       "b\x80"),
            "a\\xff"
            "b\\x80");
  EXPECT_EQ(EscapeText("\xc3"), "\\xc3");
  EXPECT_EQ(EscapeText("\xe2\x82z"), "\\xe2\\x82z");
  EXPECT_EQ(EscapeText("\xc0\x8a"), "\\xc0\\x8a");                    // an overlong newline
  EXPECT_EQ(EscapeText("\xed\xa0\x80"), "\\xed\\xa0\\x80");           // a surrogate
  EXPECT_EQ(EscapeText("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // above U+10FFFF
}

TEST(Text, DigitsStandInGroupsOfThree) {
  EXPECT_EQ(GroupDigits(0), "0");
  EXPECT_EQ(GroupDigits(999), "999");
  EXPECT_EQ(GroupDigits(1'000), "1,000");
  EXPECT_EQ(GroupDigits(6'001'215), "6,001,215");
  EXPECT_EQ(GroupDigits(150'000'000'000), "150,000,000,000");
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
