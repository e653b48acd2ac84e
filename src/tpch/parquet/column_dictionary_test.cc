#include "tpch/parquet/column_dictionary.h"

#include <gtest/gtest.h>

#include "tests/unit/table_text.h"
#include "tpch/words/distribution.h"

namespace tpch {
namespace {

using std::string_literals::operator""s;

TEST(ColumnDictionary, NumbersAreTheirOwnOrder) {
  const ColumnDictionary dictionary = ColumnDictionary::OfNumbers(1, 3, 100);
  EXPECT_EQ(dictionary.num_values(), 3);
  EXPECT_EQ(dictionary.code_width(), 2);
  EXPECT_TRUE(dictionary.ranks().empty());
  EXPECT_EQ(dictionary.PlainValues(PhysicalType::kInt32), "\x64\0\0\0\xC8\0\0\0\x2C\x01\0\0"s);
  EXPECT_EQ(dictionary.Bounds(1, 2).PlainMin(PhysicalType::kInt32), "\xC8\0\0\0"s);
}

TEST(ColumnDictionary, WordsKeepTheirCodesAndKnowTheirOrder) {
  const ColumnDictionary dictionary =
      ColumnDictionary::OfWords(MakeDictionary(std::vector<std::string_view>{"R", "AB", "N"}));
  EXPECT_EQ(dictionary.PlainValues(PhysicalType::kByteArray),
            "\x01\0\0\0R\x02\0\0\0AB\x01\0\0\0N"s);
  EXPECT_EQ(std::vector<uint16_t>(dictionary.ranks().begin(), dictionary.ranks().end()),
            (std::vector<uint16_t>{2, 0, 1}));
  EXPECT_EQ(dictionary.Bounds(0, 2).PlainMin(PhysicalType::kByteArray), "AB");
  EXPECT_EQ(dictionary.Bounds(0, 2).PlainMax(PhysicalType::kByteArray), "R");
}

TEST(ColumnDictionary, OneValueTakesOneBit) {
  EXPECT_EQ(ColumnDictionary::OfNumbers(0, 0, 1).code_width(), 1);
  EXPECT_EQ(ColumnDictionary::OfNumbers(0, 1, 1).code_width(), 1);
  EXPECT_EQ(ColumnDictionary::OfNumbers(0, 2, 1).code_width(), 2);
  EXPECT_EQ(ColumnDictionary::OfNumbers(0, 65'535, 1).code_width(), 16);
}

/// Returns the lowest and the highest number of a column in a table's first rows.
std::pair<int64_t, int64_t> FoundRange(Table table, size_t index) {
  const int64_t num_base_rows =
      std::min<int64_t>(50'000, NumBaseRows(table, ScaleFactor::FromInteger(1)));
  const std::vector<Table> tables = {table};
  const auto generator =
      MakeTableGenerator(tables, {ScaleFactor::FromInteger(1), SharedTextPool()});
  std::vector<ColumnBatch> batches = generator->MakeBatches(num_base_rows);
  generator->Start({{0, num_base_rows}, 0, 0});
  generator->Fill(num_base_rows, batches);
  const ColumnBatch& batch = batches.front();
  const Storage storage = Describe(table).columns[index].storage;
  const bool wide = storage == Storage::kInt64 || storage == Storage::kCents;
  std::pair<int64_t, int64_t> range{INT64_MAX, INT64_MIN};
  for (int64_t row = 0; row < batch.num_rows(); ++row) {
    const int64_t value = wide ? batch.column(index).values<int64_t>()[row]
                               : batch.column(index).values<int32_t>()[row];
    range = {std::min(range.first, value), std::max(range.second, value)};
  }
  return range;
}

TEST(KnownValues, AreThoseThatTablesHave) {
  int num_columns = 0;
  for (const Table table : kAllTables) {
    const auto columns = Describe(table).columns;
    for (size_t i = 0; i < columns.size(); ++i) {
      const std::optional<ColumnDictionary> known = KnownValues(columns[i], nullptr);
      if (!known) continue;
      ++num_columns;
      const auto [low, high] = FoundRange(table, i);
      EXPECT_GE(low, known->low()) << columns[i].name;
      EXPECT_LE(high, known->low() + known->num_values() - 1) << columns[i].name;
      // Dates seldom come to their ends; the small ranges are met whole.
      if (columns[i].type == LogicalType::kDate) continue;
      EXPECT_EQ(high - low + 1, known->num_values()) << columns[i].name;
    }
  }
  EXPECT_EQ(num_columns, 12);
}

}  // namespace
}  // namespace tpch
