#include "tpch/stream/table_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/status_matchers.h"
#include "tpch/tables/keys.h"

namespace tpch {
namespace {

TableRows Small(Table table) {
  return {.table = table, .scale_factor = *ScaleFactor::Parse("0.01")};
}

ArrowArrayStream Open(const TableRows& rows, int64_t batch_rows) {
  return *OpenTableStream(rows, Session(), batch_rows);
}

// Returns the next record batch, which the caller releases.
ArrowArray Next(ArrowArrayStream* stream) {
  ArrowArray record_batch;
  EXPECT_EQ(stream->get_next(stream, &record_batch), 0);
  return record_batch;
}

std::string Text(const ArrowArray& column, int64_t row) {
  const auto* const offsets = static_cast<const int32_t*>(column.buffers[1]);
  const auto* const text = static_cast<const char*>(column.buffers[2]);
  return {text + offsets[row], text + offsets[row + 1]};
}

int64_t Integer(const ArrowArray& column, int64_t row) {
  return static_cast<const int64_t*>(column.buffers[1])[row];
}

TEST(TableStream, RecordBatchesAndTheirColumnsOutliveTheStream) {
  ArrowArrayStream stream = Open(Small(Table::kNation), 20);
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

TEST(TableStream, AllButTheLastRecordBatchHaveTheRowsAskedFor) {
  ArrowArrayStream stream = Open(Small(Table::kCustomer), 1'000);
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
  ArrowArrayStream stream = Open(Small(Table::kOrders), 300);  // 256 are generated at a time
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
  ArrowArrayStream stream = Open(Small(Table::kSupplier), 100);
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
  ArrowArrayStream stream = Open(Small(Table::kLineitem), 1);
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

TEST(TableStream, RefusesPartsThatDoNotExist) {
  TableRows rows = Small(Table::kPart);
  rows.part = 3;
  rows.num_parts = 2;
  EXPECT_THAT(
      OpenTableStream(rows, Session(), 1).status(),
      IsError(StatusCode::kInvalid, "part 3 of 2: use a part from 1 to the number of parts"));
}

}  // namespace
}  // namespace tpch
