#include "tpch/read/text_fields.h"

#include <gmock/gmock.h>

namespace tpch {
namespace {

using ::testing::ElementsAre;

TEST(FieldSplitter, CutsAtTheDelimiter) {
  FieldSplitter splitter('|', Quoting::kNone);
  EXPECT_THAT(splitter.Split("1|two||"), ElementsAre("1", "two", "", ""));
  EXPECT_THAT(splitter.Split(""), ElementsAre(""));
  EXPECT_THAT(splitter.Split("a,b"), ElementsAre("a,b"));
}

TEST(FieldSplitter, KeepsDelimitersWithinQuotes) {
  FieldSplitter splitter(',', Quoting::kDoubleQuotes);
  EXPECT_THAT(splitter.Split(R"(1,"a,b",2)"), ElementsAre("1", "a,b", "2"));
  EXPECT_THAT(splitter.Split(R"("","x")"), ElementsAre("", "x"));
  EXPECT_EQ(splitter.fault(), "");
}

TEST(FieldSplitter, HalvesDoubledQuotes) {
  FieldSplitter splitter(',', Quoting::kDoubleQuotes);
  EXPECT_THAT(splitter.Split(R"("a ""b"" c","""",d)"), ElementsAre(R"(a "b" c)", R"(")", "d"));
  EXPECT_EQ(splitter.fault(), "");
}

TEST(FieldSplitter, LeavesQuotesWithinAFieldAlone) {
  FieldSplitter splitter(',', Quoting::kDoubleQuotes);
  EXPECT_THAT(splitter.Split(R"(5" pipe,x)"), ElementsAre(R"(5" pipe)", "x"));
  EXPECT_EQ(splitter.fault(), "");
}

TEST(FieldSplitter, QuotesAreTextWithoutQuoting) {
  FieldSplitter splitter('|', Quoting::kNone);
  EXPECT_THAT(splitter.Split(R"("1"|"open|)"), ElementsAre(R"("1")", R"("open)", ""));
  EXPECT_EQ(splitter.fault(), "");
}

TEST(FieldSplitter, FindsQuotesThatAreNotClosedOrEndWithinAField) {
  FieldSplitter splitter(',', Quoting::kDoubleQuotes);
  for (const char* line : {R"(x,"open,y)", R"(x,")", R"(x,"a""b)", R"(x,"a"")"}) {
    splitter.Split(line);
    EXPECT_EQ(splitter.fault(), "a quote that is not closed on its line") << line;
  }
  for (const char* line : {R"("a"b,c)", R"(x,"a" ,c)", R"(x,"a\"b",c)", R"(x,"a""b"c)"}) {
    splitter.Split(line);
    EXPECT_EQ(splitter.fault(), "text after a closing quote") << line;
  }
  splitter.Split("x,y");
  EXPECT_EQ(splitter.fault(), "");
}

}  // namespace
}  // namespace tpch
