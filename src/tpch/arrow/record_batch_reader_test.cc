// Record batches in this process, against the same rows as TBL text.

#include <arrow/api.h>

#include <string>
#include <vector>

#include "tests/unit/table_text.h"
#include "tpch/stream.h"
#include "tpch/text/text_pool_slot.h"

namespace tpch {
namespace {

constexpr RecordBatchStyle kPlain{};
constexpr RecordBatchStyle kCompact{.dictionary_arrays = true, .string_view_comments = true};

TableRows Small(Table table) { return {.table = table, .scale_factor = ParseScaleFactor("0.001")}; }

arrow::RecordBatchVector Read(const TableRows& rows, const StreamOptions& options) {
  const auto reader = MakeRecordBatchReader(rows, Session(), options).ValueOrDie();
  return reader->ToRecordBatches().ValueOrDie();
}

/// Returns one value as dbgen prints it.
std::string TblText(const arrow::Array& array, int64_t row) {
  const std::shared_ptr<arrow::Scalar> scalar = array.GetScalar(row).ValueOrDie();
  if (scalar->type->id() == arrow::Type::DICTIONARY) {
    const auto& coded = static_cast<const arrow::DictionaryScalar&>(*scalar);
    return coded.GetEncodedValue().ValueOrDie()->ToString();
  }
  return scalar->ToString();
}

/// Returns the rows as TBL text. dbgen prints l_quantity, a decimal, without decimals.
std::string TblText(const arrow::RecordBatchVector& record_batches) {
  std::string text;
  for (const auto& record_batch : record_batches) {
    for (int64_t row = 0; row < record_batch->num_rows(); ++row) {
      for (int i = 0; i < record_batch->num_columns(); ++i) {
        std::string value = TblText(*record_batch->column(i), row);
        if (record_batch->column_name(i) == "l_quantity") value.resize(value.size() - 3);
        text += value + "|";
      }
      text += '\n';
    }
  }
  return text;
}

std::vector<int64_t> NumRows(const arrow::RecordBatchVector& record_batches) {
  std::vector<int64_t> num_rows;
  for (const auto& record_batch : record_batches) num_rows.push_back(record_batch->num_rows());
  return num_rows;
}

class RecordBatchReaderOfTable : public testing::TestWithParam<Table> {};

TEST_P(RecordBatchReaderOfTable, HasTheValuesOfTblInEveryStyle) {
  const TableRows rows = Small(GetParam());
  const std::string expected = MakeText(rows.table, rows.scale_factor);
  for (const RecordBatchStyle& style : {kPlain, kCompact}) {
    const arrow::RecordBatchVector read = Read(rows, {.style = style, .batch_rows = 700});
    for (const auto& record_batch : read) ASSERT_TRUE(record_batch->ValidateFull().ok());
    EXPECT_EQ(TblText(read), expected);
  }
}

TEST_P(RecordBatchReaderOfTable, PartsTogetherAreTheTable) {
  TableRows rows = Small(GetParam());
  rows.num_parts = 3;
  std::string text;
  for (rows.part = 1; rows.part <= rows.num_parts; ++rows.part) text += TblText(Read(rows, {}));
  EXPECT_EQ(text, MakeText(rows.table, rows.scale_factor));
}

INSTANTIATE_TEST_SUITE_P(AllTables, RecordBatchReaderOfTable, testing::ValuesIn(kAllTables),
                         [](const auto& info) { return std::string(Describe(info.param).name); });

TEST(RecordBatchReader, DictionaryIndicesAreAsSmallAsFits) {
  const auto reader =
      MakeRecordBatchReader(Small(Table::kPart), Session(), {.style = kCompact}).ValueOrDie();
  const auto type_of = [&](const char* name) {
    return reader->schema()->GetFieldByName(name)->type();
  };
  // 25 brands, and 150 types, which exceed 127.
  EXPECT_TRUE(type_of("p_brand")->Equals(arrow::dictionary(arrow::int8(), arrow::utf8())));
  EXPECT_TRUE(type_of("p_type")->Equals(arrow::dictionary(arrow::int16(), arrow::utf8())));
  EXPECT_TRUE(type_of("p_name")->Equals(arrow::utf8()));
}

TEST(RecordBatchReader, RecordBatchesShareTheirDictionaries) {
  const arrow::RecordBatchVector read =
      Read(Small(Table::kPart), {.style = kCompact, .batch_rows = 100});
  ASSERT_EQ(read.size(), 2);
  const auto dictionary_of = [&](size_t index) {
    const auto column = read[index]->GetColumnByName("p_type");
    const auto& coded = static_cast<const arrow::DictionaryArray&>(*column);
    return coded.dictionary()->data()->buffers[2]->data();  // the words
  };
  EXPECT_EQ(dictionary_of(0), dictionary_of(1));
}

// Returns the first byte of the session's text.
const char* WideText(const Session& session) {
  return ValueOf(session.text_pool().Get(TextPoolKind::kWide))->data();
}

TEST(RecordBatchReader, CommentsAreViewsIntoTheTextPool) {
  const Session session;
  const auto reader =
      MakeRecordBatchReader(Small(Table::kOrders), session, {.style = kCompact}).ValueOrDie();
  const std::shared_ptr<arrow::RecordBatch> record_batch = reader->Next().ValueOrDie();
  const auto comments = record_batch->GetColumnByName("o_comment");
  ASSERT_EQ(comments->type_id(), arrow::Type::STRING_VIEW);
  ASSERT_EQ(comments->data()->buffers.size(), 3);  // validity, views, one of text
  EXPECT_EQ(comments->data()->buffers[2]->data_as<char>(), WideText(session));
}

TEST(RecordBatchReader, CommentsOfSuppliersAreTheirOwnText) {
  const Session session;
  const auto reader =
      MakeRecordBatchReader(Small(Table::kSupplier), session, {.style = kCompact}).ValueOrDie();
  const auto comments = reader->Next().ValueOrDie()->GetColumnByName("s_comment");
  ASSERT_EQ(comments->type_id(), arrow::Type::STRING_VIEW);
  EXPECT_NE(comments->data()->buffers[2]->data_as<char>(), WideText(session));
}

TEST(RecordBatchReader, RecordBatchesOutliveReaderAndSession) {
  const TableRows rows = Small(Table::kOrders);
  std::weak_ptr<TextPool> watched;
  arrow::RecordBatchVector read;
  {
    const Session session;
    watched = ValueOf(session.text_pool().Get(TextPoolKind::kWide));
    const auto reader = MakeRecordBatchReader(rows, session, {.style = kCompact}).ValueOrDie();
    read = reader->ToRecordBatches().ValueOrDie();
  }
  EXPECT_FALSE(watched.expired());
  EXPECT_EQ(TblText(read), MakeText(rows.table, rows.scale_factor));
  read.clear();
  EXPECT_TRUE(watched.expired());
}

TEST(RecordBatchReader, AllButTheLastHaveTheRowsAskedFor) {
  // 200 parts; and batches that end within a generated one.
  EXPECT_EQ(NumRows(Read(Small(Table::kPart), {.batch_rows = 90})),
            (std::vector<int64_t>{90, 90, 20}));
  const std::vector<int64_t> lines = NumRows(Read(Small(Table::kLineitem), {.batch_rows = 1999}));
  EXPECT_EQ(lines, (std::vector<int64_t>{1999, 1999, 1999, 8}));  // 6005 lines
}

TEST(RecordBatchReader, MaxRowsAreTheFirst) {
  TableRows rows = Small(Table::kLineitem);
  const std::string whole = MakeText(rows.table, rows.scale_factor);
  rows.max_rows = 1001;
  const arrow::RecordBatchVector read = Read(rows, {.batch_rows = 1000});
  EXPECT_EQ(NumRows(read), (std::vector<int64_t>{1000, 1}));
  EXPECT_TRUE(whole.starts_with(TblText(read)));
}

TEST(RecordBatchReader, RangesOfBaseRowsAreOrdersOfLineitem) {
  TableRows rows = Small(Table::kLineitem);
  rows.base_rows = RowRange{300, 777};
  EXPECT_EQ(TblText(Read(rows, {})), MakeText(rows.table, rows.scale_factor, *rows.base_rows));
}

TEST(RecordBatchReader, RangesOfWidePartsKnowTheirPartsBegin) {
  // Part 2 of 4 million of scale factor 30 000 has orders 11 250 to 22 499.
  TableRows rows{.table = Table::kLineitem,
                 .scale_factor = ScaleFactor::FromInteger(30'000),
                 .part = 2,
                 .num_parts = 4'000'000};
  rows.base_rows = RowRange{11'250, 11'500};
  const std::string text = TblText(Read(rows, {}));
  EXPECT_EQ(text, MakeText(rows.table, rows.scale_factor, *rows.base_rows));
  rows.base_rows = RowRange{11'400, 11'500};
  EXPECT_TRUE(text.ends_with(TblText(Read(rows, {}))));
}

TEST(RecordBatchReader, NoRowsMakeNoRecordBatch) {
  TableRows rows = Small(Table::kSupplier);  // 10 rows
  rows.num_parts = 20;
  const auto reader = MakeRecordBatchReader(rows, Session(), {}).ValueOrDie();
  EXPECT_EQ(reader->Next().ValueOrDie(), nullptr);
  EXPECT_EQ(reader->schema()->num_fields(), 7);
}

TEST(RecordBatchReader, RefusesWhatTheTableDoesNotHave) {
  const auto refusal = [](const TableRows& rows, int64_t batch_rows) {
    return MakeRecordBatchReader(rows, Session(), {.batch_rows = batch_rows}).status().message();
  };
  TableRows rows = Small(Table::kPart);
  EXPECT_EQ(refusal(rows, 0), "batch_rows 0: use 1 to 8388608");
  EXPECT_EQ(refusal(rows, 8'388'609), "batch_rows 8388609: use 1 to 8388608");
  rows.base_rows = RowRange{100, 201};
  EXPECT_EQ(refusal(rows, 1), "base rows 100 to 201 of part: use a range within 0 to 200");
  rows.base_rows = RowRange{2, 1};
  EXPECT_EQ(refusal(rows, 1), "base rows 2 to 1 of part: use a range within 0 to 200");
  rows.part = 3;
  rows.num_parts = 2;
  EXPECT_EQ(refusal(rows, 1), "part 3 of 2: use a part from 1 to the number of parts");
  rows = Small(Table::kPart);
  rows.max_rows = -1;
  EXPECT_EQ(refusal(rows, 1), "max_rows -1: use 0 or more");
}

}  // namespace
}  // namespace tpch
