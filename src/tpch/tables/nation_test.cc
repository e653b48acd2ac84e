#include "tpch/tables/nation.h"

#include "tests/unit/table_text.h"

namespace tpch {
namespace {

using testing::ElementsAre;

TEST(Nation, RegionKeysAreTheStandards) {
  NationGenerator generator({ScaleFactor::FromInteger(1), SharedTextPool()}, ColumnSet::All());
  std::vector<ColumnBatch> batches = generator.MakeBatches(25);
  generator.Start({{0, 25}, 0, 0});
  generator.Fill(25, batches);
  const auto* region_keys = batches.front().column(2).values<int64_t>();
  EXPECT_THAT(
      std::vector<int64_t>(region_keys, region_keys + 25),
      ElementsAre(0, 1, 1, 1, 4, 0, 3, 3, 2, 2, 4, 4, 2, 4, 0, 0, 0, 1, 2, 3, 4, 2, 3, 3, 1));
}

}  // namespace
}  // namespace tpch
