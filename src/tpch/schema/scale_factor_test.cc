#include "tpch/scale_factor.h"

#include <string>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::AllOf;
using testing::HasSubstr;

ScaleFactor Parse(std::string_view text) { return ValueOf(ScaleFactor::Parse(text)); }

TEST(ScaleFactor, TakesEveryWayToWriteADecimal) {
  for (const char* text :
       {"100", "100.", "100.0", "0100", "1e2", "1E2", "1e+2", "1e02", "0.1e3", ".1e3", "1000e-1"}) {
    EXPECT_EQ(Parse(text), ScaleFactor::FromInteger(100)) << text;
  }
  EXPECT_EQ(Parse(".5"), Parse("0.5"));
  EXPECT_EQ(Parse("0.0005"), Parse("5e-4"));
}

TEST(ScaleFactor, ScalesExactly) {
  // Double arithmetic would give 57999 and 5699 for two of these.
  EXPECT_EQ(Parse("0.29").Scale(200'000), 58'000);
  EXPECT_EQ(Parse("0.57").Scale(10'000), 5'700);
  EXPECT_EQ(Parse("1.5").Scale(10'000), 15'000);
  EXPECT_EQ(Parse("0.0005").Scale(10'000), 5);
  EXPECT_EQ(Parse("0.37").Scale(150'000), 55'500);
  EXPECT_EQ(Parse("2.999").Scale(1'500'000), 4'498'500);
  EXPECT_EQ(Parse("100000").Scale(1'500'000), 150'000'000'000);
  EXPECT_EQ(Parse("99999.9999999999").Scale(1'500'000), 149'999'999'999);
}

TEST(ScaleFactor, RoundsDownToAtLeastOne) {
  EXPECT_EQ(Parse("0.0019").Scale(1'000), 1);
  EXPECT_EQ(Parse("0.0005").Scale(1), 1);
}

TEST(ScaleFactor, TextRoundTrips) {
  for (const char* text :
       {"1", "0.01", "0.0005", "1.5", "30000", "99999.5", "0.29", "0.000500000000000001"}) {
    EXPECT_EQ(Parse(text).ToString(), text);
    EXPECT_EQ(Parse(Parse(text).ToString()), Parse(text));
  }
  EXPECT_EQ(Parse("1e3").ToString(), "1000");
  EXPECT_EQ(Parse("1.500").ToString(), "1.5");
}

TEST(ScaleFactor, IntegerPartCutsTheFraction) {
  EXPECT_EQ(Parse("29999.999").integer_part(), 29'999);
  EXPECT_EQ(Parse("0.5").integer_part(), 0);
}

TEST(ScaleFactor, RefusesWhatIsNotANumber) {
  for (const std::string text : {"", "nan", "inf", "abc", ".", "-", "1e", "1e+", "e5", "0x10",
                                 "1.2.3", "1,5", " 1", "1 ", "+1", "1f", "1e5x", "--1", "1e-"}) {
    EXPECT_THAT(
        ScaleFactor::Parse(text).status(),
        IsError(StatusCode::kInvalid, AllOf(HasSubstr("'" + text + "' is not a scale factor"),
                                            HasSubstr("from 0.0005 to 100000"))))
        << text;
  }
}

TEST(ScaleFactor, RefusesWhatIsOutOfRange) {
  for (const std::string text :
       {"0", "0.0", "-1", "-0", "0.00049", "0.000499999999999999", "100000.1", "100001", "1e6",
        "1e400", "1e-400", "1e99999999999999999999", "1e-99999999999999999999",
        "999999999999999"}) {
    EXPECT_THAT(ScaleFactor::Parse(text).status(),
                IsError(StatusCode::kInvalid, AllOf(HasSubstr("'" + text + "' is out of range"),
                                                    HasSubstr("from 0.0005 to 100000"))))
        << text;
  }
}

TEST(ScaleFactor, RefusesMoreThanFifteenSignificantDigits) {
  EXPECT_EQ(Parse("1.23456789012345").ToString(), "1.23456789012345");
  EXPECT_THAT(ScaleFactor::Parse("1.234567890123456").status(),
              IsError(StatusCode::kInvalid, HasSubstr("more than 15 digits")));
}

TEST(ScaleFactor, TakesTheWholeRange) {
  EXPECT_EQ(Parse("1e5"), ScaleFactor::FromInteger(100'000));
  EXPECT_EQ(Parse("100000.000"), ScaleFactor::FromInteger(100'000));
  EXPECT_EQ(Parse("0.0005").ToString(), "0.0005");
}

}  // namespace
}  // namespace tpch
