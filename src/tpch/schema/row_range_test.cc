#include "tpch/row_range.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

TEST(PartRows, LastPartTakesTheWholeRemainder) {
  for (int64_t part = 1; part <= 6; ++part) {
    EXPECT_EQ(PartRows(1'500'000, part, 7), (RowRange{214'285 * (part - 1), 214'285 * part}));
  }
  EXPECT_EQ(PartRows(1'500'000, 7, 7), (RowRange{1'285'710, 1'500'000}));
}

TEST(PartRows, PartsOfFewRowsAreEmptyButTheLast) {
  EXPECT_EQ(PartRows(5, 1, 10).size(), 0);
  EXPECT_EQ(PartRows(5, 10, 10), (RowRange{0, 5}));
}

TEST(PartRows, PartsFollowEachOtherWithoutGaps) {
  for (const int64_t num_rows : {1, 10, 999, 150'000}) {
    for (const int64_t num_parts : {1, 2, 3, 7, 1000}) {
      int64_t end = 0;
      for (int64_t part = 1; part <= num_parts; ++part) {
        const RowRange rows = PartRows(num_rows, part, num_parts);
        EXPECT_EQ(rows.begin, end);
        end = rows.end;
      }
      EXPECT_EQ(end, num_rows);
    }
  }
}

TEST(PartRows, DeepChunksAreTheReferences) {
  EXPECT_EQ(PartRows(1'500'000'000, 50'001, 1'000'000), (RowRange{75'000'000, 75'001'500}));
  EXPECT_EQ(PartRows(150'000'000'000, 99, 100'000'000), (RowRange{147'000, 148'500}));
}

}  // namespace
}  // namespace tpch
