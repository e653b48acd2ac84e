#include <gtest/gtest.h>

#include "tests/unit/reference_streams.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

TEST(Streams, FirstStatesAreTheReferences) {
  for (const ReferenceStream& stream : kReferenceStreams) {
    uint32_t state = stream.id.seed;
    for (const uint32_t expected : stream.first_states) {
      state = LehmerStep(state);
      EXPECT_EQ(state, expected) << stream.column;
    }
  }
}

TEST(Streams, DrawsPerRowAreTheReferences) {
  for (const ReferenceStream& stream : kReferenceStreams) {
    EXPECT_EQ(stream.id.draws_per_row, stream.draws_per_row) << stream.column;
  }
}

TEST(RowStream, SeekingEqualsWalking) {
  for (const ReferenceStream& reference : kReferenceStreams) {
    RowStream walking(reference.id);
    for (int64_t row = 0; row < 1000; ++row) {
      RowStream seeking(reference.id);
      seeking.Seek(row);
      ASSERT_EQ(seeking.seed(), walking.NextSeed()) << reference.column << " row " << row;
    }
  }
}

TEST(RowStream, SeekingDoesNotDependOnWhereTheStreamWas) {
  RowStream stream(streams::kLineComment);
  stream.Seek(1'000'000'000);
  stream.NextSeed();
  stream.Seek(0);
  EXPECT_EQ(stream.seed(), streams::kLineComment.seed);
}

TEST(RowStream, QuantityStatesAreTheReferences) {
  RowStream quantity(streams::kLineQuantity);
  quantity.Seek(5 - 1);
  EXPECT_EQ(quantity.seed(), 999222979);
  quantity.Seek(1'000'000 - 1);
  EXPECT_EQ(quantity.seed(), 1873135687);
}

TEST(RowStream, ReachesTheLastOrderOfTheLargestScaleFactor) {
  constexpr int64_t kLastOrder = 150'000'000'000 - 1;
  RowStream stream(streams::kLineComment);
  stream.Seek(kLastOrder - 3);
  for (int i = 0; i < 3; ++i) stream.NextSeed();
  RowStream there(streams::kLineComment);
  there.Seek(kLastOrder);
  EXPECT_EQ(stream.seed(), there.seed());
}

}  // namespace
}  // namespace tpch
