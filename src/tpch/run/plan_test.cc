#include "tpch/run/plan.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "tests/unit/small_units_format.h"
#include "tests/unit/status_matchers.h"
#include "tpch/tables/line_counts.h"

namespace tpch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ScaleFactor Small() { return ValueOf(ScaleFactor::Parse("0.001")); }

Plan PlanOf(const Selection& selection, FileOrder order = FileOrder::kLargestFirst) {
  return ValueOf(MakePlan(selection, SmallUnitsFormat(100), order));
}

Status PlanError(const Selection& selection) {
  return MakePlan(selection, SmallUnitsFormat(100), FileOrder::kLargestFirst).status();
}

std::vector<std::string> Paths(const Plan& plan) {
  std::vector<std::string> paths;
  std::ranges::transform(plan.files, std::back_inserter(paths), &OutputFile::relative_path);
  return paths;
}

/// Returns the first table of each series.
std::vector<Table> SeriesTables(const Plan& plan) {
  std::vector<Table> tables;
  std::ranges::transform(plan.series, std::back_inserter(tables),
                         [](const UnitSeries& series) { return series.tables.front(); });
  return tables;
}

TEST(Plan, FileIsNamedAfterItsTable) {
  EXPECT_THAT(Paths(PlanOf({.scale_factor = Small(), .tables = {Table::kNation, Table::kPart}})),
              ElementsAre("nation.tbl", "part.tbl"));
}

TEST(Plan, PartsAreNumberedFilesInADirectoryOfTheTable) {
  const Plan plan = PlanOf({.scale_factor = Small(), .tables = {Table::kPart}, .num_parts = 3});
  EXPECT_THAT(Paths(plan), ElementsAre("part/part.1.tbl", "part/part.2.tbl", "part/part.3.tbl"));
  EXPECT_EQ(plan.files[0].base_rows, (RowRange{0, 66}));
  EXPECT_EQ(plan.files[1].base_rows, (RowRange{66, 132}));
  EXPECT_EQ(plan.files[2].base_rows, (RowRange{132, 200}));
  EXPECT_EQ(plan.files[2].part, 3);
  EXPECT_EQ(plan.files[2].num_parts, 3);
}

TEST(Plan, OnePartIsNumberedToo) {
  EXPECT_THAT(Paths(PlanOf({.scale_factor = Small(), .tables = {Table::kPart}, .num_parts = 1})),
              ElementsAre("part/part.1.tbl"));
}

TEST(Plan, FixedTablesAreWholeAndMadeWithTheFirstPart) {
  const Plan plan =
      PlanOf({.scale_factor = Small(), .tables = {Table::kNation, Table::kPart}, .num_parts = 2});
  EXPECT_THAT(Paths(plan),
              ElementsAre("nation/nation.1.tbl", "part/part.1.tbl", "part/part.2.tbl"));
  EXPECT_EQ(plan.files[0].base_rows, (RowRange{0, 25}));
}

TEST(Plan, RefreshSetsHaveFilesOfTheirOwn) {
  const Plan plan = PlanOf({.scale_factor = ValueOf(ScaleFactor::Parse("0.1")),
                            .tables = {Table::kOrders, Table::kLineitem, Table::kDelete},
                            .refresh = RefreshSelection{2, 3, {}, 2}});
  EXPECT_THAT(Paths(plan),
              ElementsAre("orders.tbl.u2", "lineitem.tbl.u2", "delete.u2.1", "delete.u2.2",
                          "orders.tbl.u3", "lineitem.tbl.u3", "delete.u3.1", "delete.u3.2"));
  EXPECT_EQ(plan.files[0].base_rows, (RowRange{150'150, 150'300}));
  EXPECT_EQ(plan.files[0].num_parts, 1);
  EXPECT_EQ(plan.files[0].set, 2);
  EXPECT_EQ(plan.files[3].base_rows, (RowRange{226, 300}));
  EXPECT_EQ(plan.files[3].part, 2);
  EXPECT_EQ(plan.files[3].num_parts, 2);
  // Orders and lineitem share units.
  EXPECT_THAT(SeriesTables(plan), ElementsAre(Table::kOrders, Table::kOrders, Table::kDelete,
                                              Table::kDelete, Table::kDelete, Table::kDelete));
}

TEST(Plan, TooManyRefreshSetsAreRefused) {
  EXPECT_THAT(PlanError({.scale_factor = ValueOf(ScaleFactor::Parse("0.1")),
                         .tables = {Table::kOrders, Table::kDelete},
                         .refresh = RefreshSelection{1, 500'001, {}, {}}}),
              IsError(StatusCode::kInvalid, HasSubstr("more than 1000000 files")));
}

TEST(Plan, SelectedPartsAreMadeAlone) {
  EXPECT_THAT(Paths(PlanOf({.scale_factor = Small(),
                            .tables = {Table::kNation, Table::kPart},
                            .num_parts = 5,
                            .parts = {2, 4}})),
              ElementsAre("part/part.2.tbl", "part/part.4.tbl"));
}

TEST(Plan, NothingToMakeIsAnError) {
  EXPECT_THAT(PlanError({.tables = {Table::kNation, Table::kRegion}, .num_parts = 3, .parts = {2}}),
              IsError(StatusCode::kInvalid, HasSubstr("nothing to make")));
}

TEST(Plan, TooManyFilesAreAnErrorButAFewOfManyPartsAreNot) {
  EXPECT_THAT(PlanError({.tables = {Table::kOrders, Table::kPart}, .num_parts = 600'000}),
              IsError(StatusCode::kInvalid, HasSubstr("600000")));
  EXPECT_THAT(Paths(PlanOf({.tables = {Table::kPart}, .num_parts = 1'000'000'000, .parts = {7}})),
              ElementsAre("part/part.7.tbl"));
}

TEST(Plan, OrdersAndLineitemShareTheirUnits) {
  const Plan plan =
      PlanOf({.scale_factor = Small(), .tables = {Table::kLineitem, Table::kPart, Table::kOrders}});
  ASSERT_EQ(plan.series.size(), 2);
  EXPECT_THAT(plan.series[0].tables, ElementsAre(Table::kOrders, Table::kLineitem));
  EXPECT_THAT(plan.series[0].files, ElementsAre(2, 0));
  EXPECT_THAT(plan.series[1].tables, ElementsAre(Table::kPart));
}

TEST(Plan, OrdersAndLineitemOfEachPartShareTheirUnits) {
  const Plan plan = PlanOf(
      {.scale_factor = Small(), .tables = {Table::kOrders, Table::kLineitem}, .num_parts = 2});
  ASSERT_EQ(plan.series.size(), 2);
  for (const UnitSeries& series : plan.series) {
    ASSERT_EQ(series.files.size(), 2);
    for (const size_t file : series.files) {
      EXPECT_EQ(plan.files[file].base_rows, series.base_rows);
    }
  }
}

TEST(Plan, FilesOfAStreamShareNothing) {
  const Plan plan = PlanOf({.scale_factor = Small(), .tables = {Table::kOrders, Table::kLineitem}},
                           FileOrder::kAsListed);
  EXPECT_THAT(SeriesTables(plan), ElementsAre(Table::kOrders, Table::kLineitem));
}

TEST(Plan, LargestTablesComeFirst) {
  EXPECT_THAT(SeriesTables(PlanOf(
                  {.scale_factor = Small(), .tables = {kAllTables.begin(), kAllTables.end()}})),
              ElementsAre(Table::kOrders, Table::kPartsupp, Table::kCustomer, Table::kPart,
                          Table::kNation, Table::kSupplier, Table::kRegion));
}

TEST(Plan, StreamTakesTablesAsListed) {
  EXPECT_THAT(SeriesTables(PlanOf({.scale_factor = Small(),
                                   .tables = {Table::kRegion, Table::kLineitem, Table::kNation}},
                                  FileOrder::kAsListed)),
              ElementsAre(Table::kRegion, Table::kLineitem, Table::kNation));
}

// Returns the path of each file of each series, in the order in which units are handed out.
std::vector<std::string> SeriesPaths(const Plan& plan) {
  std::vector<std::string> paths;
  for (const UnitSeries& series : plan.series) {
    EXPECT_EQ(series.files.size(), series.tables.size());
    for (const size_t file : series.files) paths.push_back(plan.files[file].relative_path);
  }
  return paths;
}

TEST(Plan, FilesThatStayAreLeftOut) {
  const Plan all =
      PlanOf({.scale_factor = Small(), .tables = {Table::kNation, Table::kPart}, .num_parts = 3});
  const Plan rest = all.Without({"part/part.2.tbl", "supplier.tbl"});
  EXPECT_THAT(Paths(rest),
              ElementsAre("nation/nation.1.tbl", "part/part.1.tbl", "part/part.3.tbl"));
  EXPECT_THAT(SeriesPaths(rest),
              ElementsAre("part/part.3.tbl", "part/part.1.tbl", "nation/nation.1.tbl"));
  EXPECT_EQ(rest.files[2].base_rows, (RowRange{132, 200}));
  EXPECT_TRUE(
      all.Without({"nation/nation.1.tbl", "part/part.1.tbl", "part/part.2.tbl", "part/part.3.tbl"})
          .series.empty());
}

TEST(Plan, SomeFilesAreMadeAlone) {
  const Plan all =
      PlanOf({.scale_factor = Small(), .tables = {Table::kNation, Table::kPart}, .num_parts = 3});
  const Plan some = all.Only({"part/part.2.tbl", "nation/nation.1.tbl"});
  EXPECT_THAT(Paths(some), ElementsAre("nation/nation.1.tbl", "part/part.2.tbl"));
  EXPECT_THAT(SeriesPaths(some), ElementsAre("part/part.2.tbl", "nation/nation.1.tbl"));
}

TEST(Plan, TableAloneIsPlannedAsIfNoOtherWereSelected) {
  const Plan all =
      PlanOf({.scale_factor = Small(), .tables = {Table::kOrders, Table::kPart, Table::kLineitem}});
  for (const Table table : {Table::kOrders, Table::kPart, Table::kLineitem}) {
    const Plan only = all.Only(table);
    const Plan alone = PlanOf({.scale_factor = Small(), .tables = {table}});
    EXPECT_EQ(Paths(only), Paths(alone));
    ASSERT_EQ(only.series.size(), 1);
    const UnitSeries& series = only.series.front();
    const UnitSeries& expected = alone.series.front();
    EXPECT_THAT(series.files, ElementsAre(0));
    EXPECT_THAT(series.tables, ElementsAre(table));
    EXPECT_EQ(series.base_rows, expected.base_rows);
    EXPECT_EQ(series.unit_base_rows, expected.unit_base_rows);
    EXPECT_EQ(series.num_units, expected.num_units);
    EXPECT_EQ(series.last_unit_max_rows, expected.last_unit_max_rows);
  }
  EXPECT_TRUE(all.Contains(Table::kPart));
  EXPECT_FALSE(all.Only(Table::kOrders).Contains(Table::kPart));
}

TEST(Plan, WhatIsLeftOfAStreamStaysAsListed) {
  const Plan all = PlanOf(
      {.scale_factor = Small(), .tables = {Table::kRegion, Table::kLineitem, Table::kNation}},
      FileOrder::kAsListed);
  EXPECT_THAT(SeriesPaths(all.Without({"lineitem.tbl"})), ElementsAre("region.tbl", "nation.tbl"));
}

TEST(Plan, UnitsCoverEveryBaseRowOnce) {
  for (const int64_t num_parts : {1, 7, 199, 500}) {
    const Plan plan =
        PlanOf({.scale_factor = Small(), .tables = {Table::kPart}, .num_parts = num_parts});
    int64_t end = 0;
    for (const UnitSeries& series : plan.series) {
      ASSERT_GE(series.num_units, 1);
    }
    for (const OutputFile& file : plan.files) {
      EXPECT_EQ(file.base_rows.begin, end);
      end = file.base_rows.end;
    }
    EXPECT_EQ(end, 200);
  }
}

TEST(Plan, UnitsFollowEachOtherToTheEndOfTheirRows) {
  const Plan plan = PlanOf({.scale_factor = Small(), .tables = {Table::kCustomer}});
  const UnitSeries& series = plan.series.front();
  ASSERT_EQ(series.num_units, 2);
  EXPECT_EQ(series.UnitRows(0), (RowRange{0, 100}));
  EXPECT_EQ(series.UnitRows(1), (RowRange{100, 150}));
  EXPECT_EQ(series.last_unit_max_rows, kAllRows);
}

TEST(Plan, PartWithoutRowsHasOneUnitWithoutRows) {
  const Plan plan = PlanOf(
      {.scale_factor = Small(), .tables = {Table::kSupplier}, .num_parts = 11, .parts = {1}});
  ASSERT_EQ(plan.series.size(), 1);
  EXPECT_EQ(plan.series.front().num_units, 1);
  EXPECT_EQ(plan.series.front().UnitRows(0).size(), 0);
}

Plan LimitedPlan(Table table, int64_t max_rows) {
  return PlanOf({.scale_factor = Small(), .tables = {table}, .max_rows = max_rows});
}

TEST(Plan, RowLimitCutsTheBaseRows) {
  const UnitSeries series = LimitedPlan(Table::kPart, 130).series.front();
  EXPECT_EQ(series.base_rows, (RowRange{0, 130}));
  EXPECT_EQ(series.last_unit_max_rows, kAllRows);  // a base row is a row
}

TEST(Plan, FileWithTooManyUnitsIsRefused) {
  Selection selection{.scale_factor = ScaleFactor::FromInteger(10), .tables = {Table::kOrders}};
  EXPECT_THAT(PlanError(selection),
              IsError(StatusCode::kInvalid, testing::HasSubstr("too many units")));
}

TEST(Plan, RowLimitCountsRowsOfTheTableNotBaseRows) {
  const UnitSeries partsupp = LimitedPlan(Table::kPartsupp, 402).series.front();
  EXPECT_EQ(partsupp.base_rows, (RowRange{0, 101}));
  EXPECT_EQ(partsupp.last_unit_max_rows, 2);

  const UnitSeries lineitem = LimitedPlan(Table::kLineitem, 1000).series.front();
  EXPECT_GE(CountLines(lineitem.base_rows), 1000);
  const RowRange before = {0, lineitem.UnitRows(lineitem.num_units - 1).begin};
  EXPECT_EQ(CountLines(before) + lineitem.last_unit_max_rows, 1000);
}

TEST(Plan, RowLimitBeyondTheTableIsNoLimit) {
  const Plan plan = LimitedPlan(Table::kPart, 1'000'000);
  EXPECT_EQ(plan.series.front().base_rows, (RowRange{0, 200}));
  EXPECT_GE(plan.series.front().last_unit_max_rows, 100);
  EXPECT_EQ(EstimateRows(plan.files.front()), 200);
}

TEST(Plan, RowEstimateIsExactButForLineitem) {
  const Plan plan =
      PlanOf({.scale_factor = Small(), .tables = {kAllTables.begin(), kAllTables.end()}});
  std::vector<int64_t> rows;
  std::ranges::transform(plan.files, std::back_inserter(rows), EstimateRows);
  EXPECT_THAT(rows, ElementsAre(5, 25, 10, 200, 800, 150, 1500, 6000));
}

}  // namespace
}  // namespace tpch
