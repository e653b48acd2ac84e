#include "apps/progress_display.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tpch {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Progress::OfTable& Set(Progress* progress, int64_t planned_rows, int64_t num_rows,
                       int64_t size_bytes) {
  Progress::OfTable& lineitem = progress->of(Table::kLineitem);
  lineitem.planned_rows = planned_rows;
  lineitem.num_rows = num_rows;
  lineitem.size_bytes = size_bytes;
  return lineitem;
}

TEST(ProgressLine, SaysHowFarATableIs) {
  Progress progress;
  const auto& lineitem = Set(&progress, 6'000'000, 1'500'000, 190'000'000);
  const std::string line = FormatProgressLine(Table::kLineitem, lineitem, 2, 120);
  EXPECT_THAT(line, StartsWith("lineitem [==="));
  EXPECT_THAT(line, HasSubstr(" 25 %"));
  EXPECT_THAT(line, HasSubstr("1.50 M rows"));
  EXPECT_THAT(line, HasSubstr("750 k rows/s"));
  EXPECT_THAT(line, HasSubstr("95.0 MB/s"));
  EXPECT_THAT(line, HasSubstr("ETA 6.00 s"));
}

TEST(ProgressLine, NeverFillsTheLastColumn) {
  Progress progress;
  for (const int64_t num_rows : {0, 1, 5'999'999, 6'001'215, 900'000'000}) {
    const auto& lineitem = Set(&progress, 6'000'000, num_rows, num_rows * 127);
    for (int width = 1; width <= 200; ++width) {
      EXPECT_LT(FormatProgressLine(Table::kLineitem, lineitem, 0.5, width).size(),
                std::max(2, width))
          << width;
    }
  }
}

TEST(ProgressLine, KnowsNoEndBeforeTheFirstRow) {
  Progress progress;
  const auto& lineitem = Set(&progress, 6'000'000, 0, 0);
  EXPECT_THAT(FormatProgressLine(Table::kLineitem, lineitem, 1, 120), HasSubstr("ETA -"));
}

TEST(ProgressLine, StopsAtAHundredPercentWhenThePlanWasTooLow) {
  Progress progress;
  const auto& lineitem = Set(&progress, 6'000'000, 6'001'215, 760'000'000);
  const std::string line = FormatProgressLine(Table::kLineitem, lineitem, 1, 120);
  EXPECT_THAT(line, HasSubstr("100 %"));
  EXPECT_THAT(line, HasSubstr("ETA 0.00 s"));
}

}  // namespace
}  // namespace tpch
