#include "tpch/tables/part_key_cursor.h"

#include "tests/unit/table_text.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

TEST(PartKeyCursor, StatesAreTheReferences) {
  PartKeyCursor cursor(0);
  EXPECT_EQ(cursor.AdvanceTo(0), streams::kLinePartKey.seed);
  EXPECT_EQ(static_cast<int64_t>(cursor.AdvanceTo(1)), -725078589);
  EXPECT_EQ(static_cast<int64_t>(cursor.AdvanceTo(2)), 1643369644);
  EXPECT_EQ(static_cast<int64_t>(cursor.AdvanceTo(3)), 135819543);
}

TEST(PartKeyCursor, StandingStillChangesNothing) {
  PartKeyCursor cursor(0);
  const uint64_t state = cursor.AdvanceTo(10);
  EXPECT_EQ(cursor.AdvanceTo(10), state);
}

TEST(PartKeyCursor, PartBeginsWithTheShortStreamsState) {
  RowStream stream(streams::kLinePartKey);
  stream.Seek(147'000);
  EXPECT_EQ(PartKeyCursor(147'000).AdvanceTo(147'000), stream.seed());
}

TEST(WideStreams, AreUsedFromScaleFactor30000On) {
  EXPECT_FALSE(UsesWideStreams(ParseScaleFactor("29999.9")));
  EXPECT_TRUE(UsesWideStreams(ParseScaleFactor("30000")));
}

}  // namespace
}  // namespace tpch
