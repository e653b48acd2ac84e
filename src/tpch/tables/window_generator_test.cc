// Windows against the same rows of the whole table, as TBL text.

#include "tpch/tables/window_generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "tests/unit/table_text.h"
#include "tpch/schema/calendar.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

ScaleFactor Small() { return ParseScaleFactor("0.01"); }

/// Returns a line's field, from 0.
std::string_view Field(std::string_view line, size_t index) {
  for (; index > 0; --index) line.remove_prefix(line.find('|') + 1);
  return line.substr(0, line.find('|'));
}

std::string_view DateText(int32_t day) {
  if (day < kFirstDay) return "";
  if (day >= kFirstDay + kNumDays) return "9999";
  return {kDateText[static_cast<size_t>(day - kFirstDay)].data(), kDateTextSize};
}

/// Returns the lines whose date is in the window.
std::string Filter(std::string_view lines, const Window& window) {
  std::string kept;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n') + 1);
    const std::string_view date = Field(line, window.column);
    if (date >= DateText(window.days.min) && date <= DateText(window.days.max)) kept += line;
    lines.remove_prefix(line.size());
  }
  return kept;
}

/// Returns the text of a unit's rows in a window.
std::string Generate(WindowGenerator* generator, const Unit& unit) {
  ByteBuffer text;
  generator->Start(unit);
  while (generator->Fill()) TextRowWriter(kTblStyle).Write(generator->batch(), &text);
  return std::string(text.view());
}

std::string Generate(const Window& window, const ScaleFactor& scale_factor, const Unit& unit) {
  WindowGenerator generator(window, {scale_factor, SharedTextPool()}, ColumnSet::All());
  return Generate(&generator, unit);
}

constexpr DayRange kRanges[] = {
    {9131, 9131 + 364},                           // the year 1995
    {9131, 9131 + 30},                            // and its January
    {kCurrentDay, kCurrentDay},                   // a day
    {kFirstDay, kFirstDay + 3},                   // the first days that an order has
    {kLastOrderDay, kLastOrderDay + 5},           // and the last
    {kLastOrderDay + 118, kFirstDay + kNumDays},  // the last days that a line has
    {INT32_MIN, kFirstDay + 40},                  // without a beginning
    {kLastOrderDay - 40, INT32_MAX},              // without an end
    {INT32_MIN, INT32_MAX},                       // all
    {INT32_MIN, kFirstDay - 1},                   // before all
    {kFirstDay + kNumDays, INT32_MAX},            // after all
    {INT32_MIN, INT32_MIN},                       //
    {INT32_MAX, INT32_MAX},                       //
    {9200, 9199},                                 // none
    {INT32_MAX, INT32_MIN},                       // none
};

using TableColumn = std::tuple<Table, size_t>;

class WindowOfColumn : public testing::TestWithParam<TableColumn> {
 protected:
  Window Of(DayRange days) const {
    return {std::get<0>(GetParam()), std::get<1>(GetParam()), days};
  }
};

TEST_P(WindowOfColumn, HasTheRowsOfTheTable) {
  const RowRange all = WholeTable(Table::kOrders, Small());
  const std::string table = MakeText(Of({}).table, Small());
  for (const DayRange& days : kRanges) {
    const Window window = Of(days);
    EXPECT_TRUE(Generate(window, Small(), {all}) == Filter(table, window))
        << days.min << " to " << days.max;
  }
}

TEST_P(WindowOfColumn, StartsAtAnyUnit) {
  const Window window = Of({9131, 9160});
  WindowGenerator generator(window, {Small(), SharedTextPool()}, ColumnSet::All());
  for (const RowRange rows : {RowRange{14'000, 15'000}, RowRange{5, 300}, RowRange{299, 301}}) {
    EXPECT_EQ(Generate(&generator, {rows}), Filter(MakeText(window.table, Small(), rows), window));
  }
}

TEST_P(WindowOfColumn, HasTheRowsOfWideStreams) {
  const ScaleFactor scale_factor = ScaleFactor::FromInteger(30'000);
  constexpr RowRange kPart{6'480'000, 6'490'000};
  const Window window = Of({9131, 9160});
  EXPECT_TRUE(Generate(window, scale_factor,
                       {kPart, kPart.begin, PartKeyCursor(kPart.begin).AdvanceTo(kPart.begin)}) ==
              Filter(MakeText(window.table, scale_factor, kPart), window));
}

TEST_P(WindowOfColumn, DrawsOnlyDatesOfOrdersThatAreFar) {
  // No order of these has a line in the window.
  const Window window = Of({kLastOrderDay + 200, INT32_MAX});
  const RowRange all = WholeTable(Table::kOrders, Small());
  WindowGenerator generator(window, {Small(), SharedTextPool()}, ColumnSet::All());
  EXPECT_EQ(Generate(&generator, {all}), "");
  EXPECT_EQ(generator.CountDraws(), all.size());
}

TEST_P(WindowOfColumn, RowsPerOrderAreEstimated) {
  const RowRange all = WholeTable(Table::kOrders, Small());
  for (const DayRange& days : kRanges) {
    const std::string text = Generate(Of(days), Small(), {all});
    const auto num_rows = static_cast<double>(std::ranges::count(text, '\n'));
    const double estimate = Of(days).RowsPerOrder() * static_cast<double>(all.size());
    EXPECT_LE(num_rows, estimate + 6 * std::sqrt(estimate)) << days.min << " to " << days.max;
  }
  EXPECT_EQ(Of({9200, 9199}).RowsPerOrder(), 0);
  EXPECT_EQ(Of({INT32_MAX, INT32_MAX}).RowsPerOrder(), 0);
}

INSTANTIATE_TEST_SUITE_P(Columns, WindowOfColumn,
                         testing::Values(TableColumn(Table::kOrders, 4),
                                         TableColumn(Table::kLineitem, 10),
                                         TableColumn(Table::kLineitem, 11),
                                         TableColumn(Table::kLineitem, 12)),
                         [](const auto& info) {
                           const auto& columns = Describe(std::get<0>(info.param)).columns;
                           return std::string(columns[std::get<1>(info.param)].name);
                         });

TEST(Window, NeedsOrdersFromTheLargestToTheSmallestLag) {
  EXPECT_EQ((Window{Table::kOrders, 4, {9000, 9010}}).OrderDays(), (DayRange{9000, 9010}));
  EXPECT_EQ((Window{Table::kLineitem, 10, {9000, 9010}}).OrderDays(),
            (DayRange{9000 - 121, 9010 - 1}));
  EXPECT_EQ((Window{Table::kLineitem, 11, {9000, 9010}}).OrderDays(),
            (DayRange{9000 - 90, 9010 - 30}));
  EXPECT_EQ((Window{Table::kLineitem, 12, {9000, 9010}}).OrderDays(),
            (DayRange{9000 - 151, 9010 - 2}));
}

TEST(Window, DrawsTheWantedColumnsOfChosenOrdersOnly) {
  const RowRange all = WholeTable(Table::kOrders, Small());
  const Window window{Table::kOrders, 4, {9131, 9160}};
  WindowGenerator generator(window, {Small(), nullptr}, {5});  // o_orderpriority
  generator.Start({all});
  int64_t num_orders = 0;
  while (generator.Fill()) num_orders += generator.batch().num_rows();
  EXPECT_GT(num_orders, 0);
  // The dates of all orders; priority and date of these.
  EXPECT_EQ(generator.CountDraws(), all.size() + 2 * num_orders);
}

}  // namespace
}  // namespace tpch
