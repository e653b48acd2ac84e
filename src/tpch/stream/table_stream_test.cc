#include "tpch/stream/table_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/unit/status_matchers.h"
#include "tests/unit/stream_rows.h"
#include "tpch/stream/array_type.h"
#include "tpch/tables/keys.h"
#include "tpch/tables/row_counts.h"

namespace tpch {
namespace {

TEST(TableStream, RecordBatchesAndTheirColumnsOutliveTheStream) {
  ArrowArrayStream stream = Open(Small(Table::kNation), {.batch_rows = 20});
  ArrowArray first = Next(&stream);
  ArrowArray second = Next(&stream);
  ArrowArray names = *first.children[1];
  first.children[1]->release = nullptr;  // moved
  first.release(&first);
  stream.release(&stream);
  EXPECT_EQ(first.release, nullptr);
  EXPECT_EQ(stream.release, nullptr);
  EXPECT_EQ(Text(names, 0), "ALGERIA");
  EXPECT_EQ(Text(names, 19), "ROMANIA");
  EXPECT_EQ(Text(*second.children[1], 4), "UNITED STATES");
  names.release(&names);
  second.release(&second);
}

TEST(TableStream, RefreshSetsHaveTheirRowsOnly) {
  const TableRows deletes{
      .table = Table::kDelete, .scale_factor = *ScaleFactor::Parse("0.01"), .refresh_set = 2};
  ArrowArrayStream stream = Open(deletes, {});
  ArrowArray keys = Next(&stream);
  EXPECT_EQ(keys.length, 10);
  EXPECT_EQ(Integer(*keys.children[0], 0), 35);
  EXPECT_EQ(Integer(*keys.children[0], 9), 68);
  keys.release(&keys);
  stream.release(&stream);
}

TEST(TableStream, RefreshSetsHaveRangesOfKeysAndDates) {
  const TableRows all{
      .table = Table::kOrders, .scale_factor = *ScaleFactor::Parse("0.1"), .refresh_set = 1000};
  const std::vector<size_t> key_column = {0};
  const Rows keys = Read(all, {.columns = key_column});
  ASSERT_EQ(keys.values.size(), 150);
  TableRows some = all;
  const auto key = [&](size_t row) {
    int64_t value = 0;
    std::memcpy(&value, keys.values[row].data(), sizeof value);
    return value;
  };
  some.keys = {key(3), key(7)};
  EXPECT_EQ(Read(some, {.columns = key_column}).values,
            std::vector(keys.values.begin() + 3, keys.values.begin() + 8));
  some.keys = {key(7), key(3)};
  EXPECT_TRUE(Read(some, {.columns = key_column}).values.empty());
  TableRows dated = all;
  dated.days = {columns::kOrderDays.low, columns::kOrderDays.low + 700};
  const std::vector<std::string> of_days = Read(dated, {.columns = key_column}).values;
  EXPECT_GT(of_days.size(), 20);
  EXPECT_LT(of_days.size(), 80);
  for (const std::string& value : of_days) {
    EXPECT_EQ(std::ranges::count(keys.values, value), 1);
  }
}

TEST(TableStream, RefreshSetsThatAreNotThereAreRefused) {
  const ScaleFactor small = *ScaleFactor::Parse("0.01");
  const Session session;
  for (const auto& [rows, message] :
       {std::pair(TableRows{.table = Table::kPart, .scale_factor = small, .refresh_set = 1},
                  "part is not in refresh sets; use orders, lineitem or delete"),
        std::pair(TableRows{.table = Table::kOrders, .scale_factor = small, .refresh_set = 0},
                  "refresh set 0: use 1 to 1000000"),
        std::pair(TableRows{.table = Table::kDelete, .scale_factor = small},
                  "delete is only in refresh sets; choose a set"),
        std::pair(TableRows{.table = Table::kOrders,
                            .scale_factor = *ScaleFactor::Parse("0.001"),
                            .refresh_set = 1},
                  "at scale factor 0.001 a refresh set has no rows; use at least 0.007")}) {
    EXPECT_EQ(OpenTableStream(rows, session, {}).status().message(), message);
  }
}

TEST(TableStream, AllButTheLastRecordBatchHaveTheRowsAskedFor) {
  ArrowArrayStream stream = Open(Small(Table::kCustomer), {.batch_rows = 1'000});
  for (const int64_t expected : {1'000, 500}) {
    ArrowArray record_batch = Next(&stream);
    EXPECT_EQ(record_batch.length, expected);
    EXPECT_EQ(record_batch.n_children, 8);
    for (int64_t i = 0; i < record_batch.n_children; ++i) {
      EXPECT_EQ(record_batch.children[i]->length, expected);
    }
    record_batch.release(&record_batch);
  }
  // Also when asked again.
  EXPECT_EQ(Next(&stream).release, nullptr);
  EXPECT_EQ(Next(&stream).release, nullptr);
  EXPECT_EQ(stream.get_last_error(&stream), nullptr);
  stream.release(&stream);
}

TEST(TableStream, RecordBatchesContinueEachOther) {
  ArrowArrayStream stream =
      Open(Small(Table::kOrders), {.batch_rows = 300});  // 256 are generated at a time
  std::vector<int64_t> keys;
  for (int i = 0; i < 2; ++i) {
    ArrowArray record_batch = Next(&stream);
    for (int64_t row = 0; row < 300; ++row) keys.push_back(Integer(*record_batch.children[0], row));
    record_batch.release(&record_batch);
  }
  stream.release(&stream);
  for (int64_t row = 0; row < 600; ++row) EXPECT_EQ(keys[row], OrderKey(row));
}

TEST(TableStream, DecimalsAreHundredthsWithASign) {
  ArrowArrayStream stream = Open(Small(Table::kSupplier), {.batch_rows = 100});
  ArrowArray record_batch = Next(&stream);
  const ArrowArray& balances = *record_batch.children[5];
  EXPECT_EQ(Integer(balances, 0), 575'594);  // s_acctbal of Supplier#000000001
  EXPECT_EQ(Integer(balances, 1), 0);
  int num_negative = 0;
  for (int64_t row = 0; row < 100; ++row) {
    const bool is_negative = Integer(balances, 2 * row) < 0;
    EXPECT_EQ(Integer(balances, 2 * row + 1), is_negative ? -1 : 0);
    num_negative += is_negative ? 1 : 0;
  }
  EXPECT_GT(num_negative, 0);
  record_batch.release(&record_batch);
  stream.release(&stream);
}

TEST(TableStream, SchemaOutlivesTheStreamAndItsColumnsOutliveIt) {
  ArrowArrayStream stream = Open(Small(Table::kLineitem), {.batch_rows = 1});
  ArrowSchema schema;
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  stream.release(&stream);
  ASSERT_EQ(schema.n_children, 16);
  std::string formats;
  for (int64_t i = 0; i < schema.n_children; ++i) {
    EXPECT_EQ(schema.children[i]->flags, 0);
    formats += std::string(schema.children[i]->format) + " ";
  }
  EXPECT_EQ(formats, "l l l i d:15,2 d:15,2 d:15,2 d:15,2 u u tdD tdD tdD u u u ");
  ArrowSchema column = *schema.children[4];
  schema.children[4]->release = nullptr;  // moved
  schema.release(&schema);
  EXPECT_EQ(schema.release, nullptr);
  EXPECT_STREQ(column.name, "l_quantity");
  column.release(&column);
}

class TableStreamOfTable : public testing::TestWithParam<Table> {};

TEST_P(TableStreamOfTable, ColumnsHaveTheSameValuesInAnyOrder) {
  TableRows rows = Small(GetParam());
  rows.max_rows = 2'000;
  const std::vector<std::string> all = Read(rows, {}).values;
  std::vector<size_t> columns = AllColumns(GetParam());
  const size_t num_columns = columns.size();
  for (size_t size = num_columns; size > 0; --size) {
    std::ranges::rotate(columns, columns.begin() + 1);
    columns.resize(size);
    EXPECT_EQ(Read(rows, {.columns = columns}).values, Select(all, num_columns, columns));
  }
}

TEST_P(TableStreamOfTable, RecordBatchesAreTheSameAtAnyNumberOfThreads) {
  const TableRows rows = Small(GetParam());
  const Rows expected = Read(rows, {.batch_rows = 999, .num_threads = 1});
  EXPECT_EQ(Read(rows, {.batch_rows = 999, .num_threads = 2}), expected);
  EXPECT_EQ(Read(rows, {.batch_rows = 999, .num_threads = 7}), expected);
  EXPECT_EQ(Read(rows, {.batch_rows = 999, .num_threads = 3, .max_queued_bytes = 1}), expected);
}

TEST_P(TableStreamOfTable, NoColumnsStillHaveRows) {
  const Rows none = Read(Small(GetParam()), {.columns = std::vector<size_t>()});
  EXPECT_EQ(none.batches, Read(Small(GetParam()), {}).batches);
}

TEST_P(TableStreamOfTable, RangesOfKeysAreTheirRows) {
  TableRows rows = Small(GetParam());
  const StreamOptions first_column{.columns = std::vector<size_t>{0}};
  std::vector<std::string> expected;
  for (const std::string& value : Read(rows, first_column).values) {
    int64_t key = 0;
    std::memcpy(&key, value.data(), sizeof key);
    if (key >= 3 && key <= 40) expected.push_back(value);
  }
  rows.keys = {3, 40};
  EXPECT_EQ(Read(rows, first_column).values, expected);
  rows.keys = {5, 4};
  EXPECT_TRUE(Read(rows, first_column).batches.empty());
}

INSTANTIATE_TEST_SUITE_P(AllTables, TableStreamOfTable, testing::ValuesIn(kAllTables),
                         [](const auto& info) { return std::string(Describe(info.param).name); });

TEST(TableStream, RangesOfKeysAreWithinParts) {
  TableRows rows = Small(Table::kPart);
  rows.num_parts = 4;
  rows.part = 2;  // keys 501 to 1000
  rows.keys = {991, 1'010};
  EXPECT_EQ(Read(rows, {}).batches, std::vector<int64_t>{10});
  rows.max_rows = 3;
  EXPECT_EQ(Read(rows, {}).batches, std::vector<int64_t>{3});
}

TEST(TableStream, DictionariesHaveTheWords) {
  ArrowArrayStream stream =
      Open(Small(Table::kPart), {.style = {.dictionary_arrays = true}, .columns = {{4, 3, 1}}});
  ArrowSchema schema;
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  EXPECT_STREQ(schema.children[0]->format, "s");  // 150 types
  EXPECT_STREQ(schema.children[1]->format, "c");
  EXPECT_STREQ(schema.children[2]->format, "u");
  EXPECT_STREQ(schema.children[0]->dictionary->format, "u");
  EXPECT_EQ(schema.children[2]->dictionary, nullptr);
  schema.release(&schema);
  const std::vector<std::string> expected = Read(Small(Table::kPart), {.columns = {{4, 3}}}).values;
  ArrowArray batch = Next(&stream);
  stream.release(&stream);
  for (int64_t row = 0; row < batch.length; ++row) {
    const auto [types, brands] = std::pair(batch.children[0], batch.children[1]);
    EXPECT_EQ(Text(*types->dictionary, static_cast<const int16_t*>(types->buffers[1])[row]),
              expected[static_cast<size_t>(2 * row)]);
    EXPECT_EQ(Text(*brands->dictionary, static_cast<const int8_t*>(brands->buffers[1])[row]),
              expected[static_cast<size_t>(2 * row + 1)]);
  }
  ArrowArray words = *batch.children[0]->dictionary;
  batch.children[0]->dictionary->release = nullptr;  // moved
  batch.release(&batch);
  EXPECT_EQ(words.length, 150);
  EXPECT_EQ(Text(words, 0), "STANDARD ANODIZED TIN");
  words.release(&words);
}

// --- Threads ---

int64_t CountThreads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"),
                       std::filesystem::directory_iterator());
}

// Returns the number of threads once it is `expected`, or after a while: the system lists a thread
// a little longer than its end is waited for.
int64_t AwaitThreads(int64_t expected) {
  for (int i = 0; i < 1'000 && CountThreads() != expected; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return CountThreads();
}

const StreamOptions kThreads{.batch_rows = 500, .num_threads = 4};

TEST(TableStream, ThreadsBeginWithTheFirstRecordBatchAndEndWithTheStream) {
  const int64_t num_threads = CountThreads();
  ArrowArrayStream stream = Open(Small(Table::kLineitem), kThreads);
  ArrowSchema schema;
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  schema.release(&schema);
  EXPECT_EQ(CountThreads(), num_threads);
  ArrowArray batch = Next(&stream);
  EXPECT_GT(CountThreads(), num_threads);
  stream.release(&stream);
  batch.release(&batch);
  EXPECT_EQ(AwaitThreads(num_threads), num_threads);
}

TEST(TableStream, OneRecordBatchNeedsNoThread) {
  const int64_t num_threads = CountThreads();
  ArrowArrayStream stream = Open(Small(Table::kNation), {.num_threads = 4});
  ArrowArray batch = Next(&stream);
  EXPECT_EQ(CountThreads(), num_threads);
  batch.release(&batch);
  stream.release(&stream);
}

TEST(TableStream, IsReleasedAtAnyMomentByAnyThread) {
  for (const int num_read : {0, 1, 2, 17, 120}) {
    ArrowArrayStream stream = Open(Small(Table::kLineitem), kThreads);
    for (int i = 0; i < num_read; ++i) {
      ArrowArray batch = Next(&stream);
      batch.release(&batch);
    }
    std::thread([&] { stream.release(&stream); }).join();
    EXPECT_EQ(stream.release, nullptr);
  }
}

TEST(TableStream, ReleasedRecordBatchesGiveTheirMemoryToLaterOnes) {
  ArrowArrayStream stream = Open(Small(Table::kOrders), {.batch_rows = 5'000, .num_threads = 1});
  ArrowArray first = Next(&stream);
  ArrowArray second = Next(&stream);
  const void* const keys = first.children[0]->buffers[1];
  EXPECT_NE(second.children[0]->buffers[1], keys);
  first.release(&first);
  ArrowArray third = Next(&stream);
  EXPECT_EQ(third.children[0]->buffers[1], keys);
  EXPECT_EQ(Integer(*third.children[0], 0), OrderKey(10'000));
  EXPECT_EQ(Integer(*second.children[0], 0), OrderKey(5'000));
  third.release(&third);
  stream.release(&stream);
  second.release(&second);
}

TEST(TableStream, RecordBatchesOutliveThreadsAndSession) {
  std::vector<ArrowArray> batches;
  {
    const Session session;
    ArrowArrayStream stream = *OpenTableStream(Small(Table::kOrders), session, kThreads);
    for (int i = 0; i < 3; ++i) batches.push_back(Next(&stream));
    stream.release(&stream);
  }
  EXPECT_EQ(Text(*batches[0].children[8], 0), "nstructions sleep furiously among ");
  for (ArrowArray& batch : batches) batch.release(&batch);
}

TEST(TableStream, AForkReadsAnErrorAndReleasesTheStream) {
  ArrowArrayStream stream = Open(Small(Table::kOrders), kThreads);
  ArrowArray batch = Next(&stream);
  const pid_t child = fork();
  if (child == 0) {
    ArrowArray none;
    bool is_right = stream.get_next(&stream, &none) == EINVAL &&
                    std::string(stream.get_last_error(&stream)).starts_with("another process");
    stream.release(&stream);
    batch.release(&batch);
    _exit(is_right ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  batch.release(&batch);
  batch = Next(&stream);
  EXPECT_EQ(batch.length, 500);
  batch.release(&batch);
  stream.release(&stream);
}

// --- Refusals ---

TEST(TableStream, RefusesPartsThatDoNotExist) {
  TableRows rows = Small(Table::kPart);
  rows.part = 3;
  rows.num_parts = 2;
  EXPECT_THAT(
      OpenTableStream(rows, Session(), {}).status(),
      IsError(StatusCode::kInvalid, "part 3 of 2: use a part from 1 to the number of parts"));
}

TEST(TableStream, RefusesOptionsThatDoNotWork) {
  const auto refusal = [](const StreamOptions& options) {
    return OpenTableStream(Small(Table::kRegion), Session(), options).status().message();
  };
  EXPECT_EQ(refusal({.columns = {{0, 3}}}),
            "column 3 of region: use each from 0 to 2 at most once");
  EXPECT_EQ(refusal({.columns = {{1, 1}}}),
            "column 1 of region: use each from 0 to 2 at most once");
  EXPECT_EQ(refusal({.num_threads = 4'097}), "num_threads 4097: use 0 to 4096");
  EXPECT_EQ(refusal({.max_queued_bytes = -1}), "max_queued_bytes -1: use 0 or more");
}

}  // namespace
}  // namespace tpch
