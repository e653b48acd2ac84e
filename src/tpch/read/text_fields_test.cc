#include "tpch/read/text_fields.h"

#include <gmock/gmock.h>

namespace tpch {
namespace {

using ::testing::ElementsAre;

TEST(FieldSplitter, CutsAtTheDelimiter) {
  FieldSplitter splitter('|');
  EXPECT_THAT(splitter.Split("1|two||"), ElementsAre("1", "two", "", ""));
  EXPECT_THAT(splitter.Split(""), ElementsAre(""));
  EXPECT_THAT(splitter.Split("a,b"), ElementsAre("a,b"));
}

TEST(FieldSplitter, KeepsDelimitersWithinQuotes) {
  FieldSplitter splitter(',');
  EXPECT_THAT(splitter.Split(R"(1,"a,b",2)"), ElementsAre("1", "a,b", "2"));
  EXPECT_THAT(splitter.Split(R"("","x")"), ElementsAre("", "x"));
}

TEST(FieldSplitter, HalvesDoubledQuotes) {
  FieldSplitter splitter(',');
  EXPECT_THAT(splitter.Split(R"("a ""b"" c","""",d)"), ElementsAre(R"(a "b" c)", R"(")", "d"));
}

TEST(FieldSplitter, LeavesQuotesWithinAFieldAlone) {
  FieldSplitter splitter(',');
  EXPECT_THAT(splitter.Split(R"(5" pipe,x)"), ElementsAre(R"(5" pipe)", "x"));
}

TEST(FieldSplitter, TakesWhatStandsBehindTheEndQuoteOrWithoutOne) {
  FieldSplitter splitter(',');
  EXPECT_THAT(splitter.Split(R"("a"b,c)"), ElementsAre("ab", "c"));
  EXPECT_THAT(splitter.Split(R"(x,"open,y)"), ElementsAre("x", "open,y"));
}

}  // namespace
}  // namespace tpch
