// Ranges of days in streams, and the draws that selections leave out.

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/stream_rows.h"

namespace tpch {
namespace {

using DateColumn = std::pair<Table, size_t>;

class TableStreamOfDates : public testing::TestWithParam<DateColumn> {
 protected:
  static TableRows Of(DayRange days) {
    TableRows rows = Small(GetParam().first);
    rows.days = days;
    rows.date_column = GetParam().second;
    return rows;
  }

  // Returns the values of those rows of the table whose date is in the range.
  static std::vector<std::string> Expected(TableRows rows) {
    const DayRange days = std::exchange(rows.days, {});
    const std::vector<std::string> all = Read(rows, {}).values;
    const size_t num_columns = AllColumns(rows.table).size();
    std::vector<std::string> values;
    for (auto row = all.begin(); row != all.end();
         row += static_cast<std::ptrdiff_t>(num_columns)) {
      int32_t day = 0;
      std::memcpy(&day, row[static_cast<std::ptrdiff_t>(*rows.date_column)].data(), sizeof day);
      if (day < days.min || day > days.max) continue;
      values.insert(values.end(), row, row + static_cast<std::ptrdiff_t>(num_columns));
    }
    return values;
  }
};

constexpr DayRange kYear{9131, 9131 + 364};
constexpr DayRange kDay{9200, 9200};
constexpr DayRange kEnd{10'400, INT32_MAX};

TEST_P(TableStreamOfDates, RangesOfDaysAreTheirRows) {
  for (const DayRange& days : {kYear, kDay, kEnd}) {
    const Rows rows = Read(Of(days), {.batch_rows = 1'000});
    EXPECT_TRUE(rows.values == Expected(Of(days)));
    for (const int64_t num_rows : rows.batches) {
      EXPECT_GT(num_rows, 0);
      EXPECT_LE(num_rows, 1'000);
    }
  }
}

TEST_P(TableStreamOfDates, RecordBatchesAreTheSameAtAnyNumberOfThreads) {
  for (const DayRange& days : {kYear, kDay}) {
    const Rows expected = Read(Of(days), {.batch_rows = 99, .num_threads = 1});
    for (const int num_threads : {2, 3, 7}) {
      EXPECT_TRUE(Read(Of(days), {.batch_rows = 99, .num_threads = num_threads}) == expected);
    }
    EXPECT_TRUE(Read(Of(days), {.batch_rows = 99, .num_threads = 3, .max_queued_bytes = 1}) ==
                expected);
  }
}

TEST_P(TableStreamOfDates, CombineWithPartsAndKeys) {
  TableRows rows = Of(kYear);
  rows.num_parts = 3;
  rows.part = 2;
  EXPECT_TRUE(Read(rows, {}).values == Expected(rows));
  rows.keys = {25'000, 30'001};
  EXPECT_TRUE(Read(rows, {}).values == Expected(rows));
  rows.keys = {1, 2};  // of another part
  EXPECT_TRUE(Read(rows, {}).batches.empty());
}

TEST_P(TableStreamOfDates, AreThoseOfPartsOfLargeScaleFactors) {
  TableRows rows = Of(kYear);
  rows.scale_factor = ScaleFactor::FromInteger(30'000);
  rows.num_parts = 10'000'000;
  rows.part = 1'234;
  const std::vector<std::string> expected = Expected(rows);
  EXPECT_FALSE(expected.empty());
  for (const int num_threads : {1, 3}) {
    EXPECT_TRUE(Read(rows, {.batch_rows = 200, .num_threads = num_threads}).values == expected);
  }
}

TEST_P(TableStreamOfDates, MaxRowsAreTheFirstOfTheRange) {
  TableRows rows = Of(kYear);
  const std::vector<std::string> all = Expected(rows);
  for (const int64_t max_rows : {1, 99, 100, 700}) {
    rows.max_rows = max_rows;
    std::vector<std::string> expected = all;
    expected.resize(static_cast<size_t>(max_rows) * AllColumns(rows.table).size());
    for (const int num_threads : {1, 3}) {
      EXPECT_TRUE(Read(rows, {.batch_rows = 100, .num_threads = num_threads}).values == expected);
    }
  }
  rows.max_rows = 0;
  EXPECT_TRUE(Read(rows, {}).batches.empty());
}

TEST_P(TableStreamOfDates, OtherColumnsNeedNotHaveTheDate) {
  const std::vector<std::string> all = Expected(Of(kYear));
  const size_t num_columns = AllColumns(GetParam().first).size();
  for (size_t column = 0; column < num_columns; ++column) {
    EXPECT_TRUE(Read(Of(kYear), {.columns = {{column}}}).values ==
                Select(all, num_columns, {column}));
  }
}

TEST_P(TableStreamOfDates, RangesWithoutDatesTakeNoDraws) {
  for (const DayRange& days :
       {DayRange{9'200, 9'199}, DayRange{20'000, INT32_MAX}, DayRange{INT32_MIN, 0}}) {
    const Session session;
    ArrowArrayStream stream = *OpenTableStream(Of(days), session, {});
    EXPECT_EQ(Next(&stream).release, nullptr);
    stream.release(&stream);
    EXPECT_EQ(session.num_draws(), 0);
  }
}

TEST_P(TableStreamOfDates, RangesOfAllDatesAreTheTable) {
  const TableRows all = Of({INT32_MIN, INT32_MAX});
  EXPECT_EQ(Read(all, {}).batches, Read(Small(GetParam().first), {}).batches);
}

INSTANTIATE_TEST_SUITE_P(Columns, TableStreamOfDates,
                         testing::Values(DateColumn(Table::kOrders, 4),
                                         DateColumn(Table::kLineitem, 10),
                                         DateColumn(Table::kLineitem, 11),
                                         DateColumn(Table::kLineitem, 12)),
                         [](const auto& info) {
                           const auto& columns = Describe(info.param.first).columns;
                           return std::string(columns[info.param.second].name);
                         });

TEST(TableStream, FirstDateColumnIsTheDefault) {
  TableRows rows = Small(Table::kLineitem);
  rows.days = kDay;
  const Rows by_default = Read(rows, {});
  rows.date_column = 10;
  EXPECT_EQ(by_default, Read(rows, {}));
}

// --- Draws ---

// Returns the draws of a stream that is read to its end.
int64_t CountDraws(const TableRows& rows, const StreamOptions& options) {
  const Session session;
  ArrowArrayStream stream = *OpenTableStream(rows, session, options);
  for (ArrowArray batch = Next(&stream); batch.release != nullptr; batch = Next(&stream)) {
    batch.release(&batch);
  }
  stream.release(&stream);
  return session.num_draws();
}

TEST(TableStream, DrawsAreCountedOfColumnsRowsAndKeys) {
  TableRows orders = Small(Table::kOrders);
  const StreamOptions dates_and_clerks{.columns = {{4, 6}}, .batch_rows = 5'000};
  EXPECT_EQ(CountDraws(orders, dates_and_clerks), 2 * 15'000);
  EXPECT_EQ(CountDraws(orders, {.columns = {{0, 7}}}), 0);
  orders.keys = {33, 96};  // 16 orders
  EXPECT_EQ(CountDraws(orders, dates_and_clerks), 2 * 16);
  orders.keys = {};
  orders.max_rows = 10;
  EXPECT_EQ(CountDraws(orders, dates_and_clerks), 2 * 10);
}

TEST(TableStream, DrawsAreCountedOfDays) {
  TableRows orders = Small(Table::kOrders);
  orders.days = kYear;
  const auto num_orders = static_cast<int64_t>(Read(orders, {.columns = {{0}}}).values.size());
  EXPECT_EQ(CountDraws(orders, {.columns = {{6}}}), 15'000 + 2 * num_orders);
}

TEST(TableStream, DrawsAreThoseOfAllThreads) {
  const TableRows lines = Small(Table::kLineitem);
  const StreamOptions one{.columns = {{4}}, .batch_rows = 600, .num_threads = 1};
  StreamOptions four = one;
  four.num_threads = 4;
  EXPECT_EQ(CountDraws(lines, one), CountDraws(lines, four));
}

TEST(TableStream, RefusesDatesThatDoNotExist) {
  const auto refusal = [](Table table, size_t column) {
    TableRows rows = Small(table);
    rows.date_column = column;
    return OpenTableStream(rows, Session(), {}).status().message();
  };
  EXPECT_EQ(refusal(Table::kPart, 0), "part has no dates; use orders or lineitem");
  EXPECT_EQ(refusal(Table::kLineitem, 7), "date_column 7 of lineitem: use 10 or 11 or 12");
}

}  // namespace
}  // namespace tpch
