// The same bytes however a table is cut, and the reference's digests of parts of large tables.

#include "tpch/tables/table_generator.h"

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/golden.h"
#include "tests/unit/random_numbers.h"
#include "tests/unit/table_text.h"

namespace tpch {
namespace {

ScaleFactor Small() { return ParseScaleFactor("0.01"); }

/// Pieces of random sizes, many of them of one row and few of more than a block of draws.
Cut AtRandom(std::mt19937_64* random) {
  return [random](int64_t rest) {
    const uint64_t max_size = std::array<uint64_t, 4>{1, 7, 300, 3000}[(*random)() % 4];
    return std::min(rest, static_cast<int64_t>(1 + (*random)() % max_size));
  };
}

TEST(TableGenerator, BytesDoNotDependOnUnitsAndBatches) {
  std::mt19937_64 random = MakeRandom();
  for (const Table table : kAllTables) {
    const std::string whole = MakeText(table, Small());
    for (int i = 0; i < 3; ++i) {
      EXPECT_TRUE(MakeTexts({table}, {.scale_factor = Small(),
                                      .part = WholeTable(table, Small()),
                                      .units = AtRandom(&random),
                                      .batches = AtRandom(&random)})
                      .front() == whole)
          << Describe(table).name;
    }
  }
}

TEST(TableGenerator, BytesOfWideStreamsDoNotDependOnUnitsAndBatches) {
  std::mt19937_64 random = MakeRandom();
  TextRequest request{.scale_factor = ScaleFactor::FromInteger(30'000),
                      .part = {6'480'000, 6'490'000}};
  const std::vector<Table> tables = {Table::kOrders, Table::kLineitem};
  const std::vector<std::string> whole = MakeTexts(tables, request);
  request.units = AtRandom(&random);
  request.batches = AtRandom(&random);
  EXPECT_TRUE(MakeTexts(tables, request) == whole);
}

TEST(TableGenerator, OrdersAndLineitemAreTheSameTogetherAndAlone) {
  const RowRange part = WholeTable(Table::kOrders, Small());
  const std::vector<std::string> together =
      MakeTexts({Table::kOrders, Table::kLineitem}, {.scale_factor = Small(), .part = part});
  EXPECT_TRUE(together[0] == MakeText(Table::kOrders, Small()));
  EXPECT_TRUE(together[1] == MakeText(Table::kLineitem, Small()));
}

TEST(TableGenerator, GeneratorCanStartAgainAnywhere) {
  for (const Table table : kAllTables) {
    const std::vector<Table> tables = {table};
    const auto generator = MakeTableGenerator(tables, {Small(), SharedTextPool()});
    for (const RowRange rows : {RowRange{3, 5}, RowRange{1, 2}, RowRange{0, 4}}) {
      generator->Start({rows, 0, 0});
      std::vector<ByteBuffer> text(1);
      AppendTexts(generator.get(), rows.size(), kTblStyle, &text);
      EXPECT_EQ(text.front().view(), MakeText(table, Small(), rows)) << Describe(table).name;
    }
  }
}

TEST(TableGenerator, BatchesAreUsedAgain) {
  for (const Table table : kAllTables) {
    const std::vector<Table> tables = {table};
    const auto generator = MakeTableGenerator(tables, {Small(), SharedTextPool()});
    std::vector<ColumnBatch> batches = generator->MakeBatches(2);
    generator->Start({{0, 4}, 0, 0});
    ByteBuffer text;
    for (int i = 0; i < 2; ++i) {
      generator->Fill(2, batches);
      TextRowWriter(kTblStyle).Write(batches.front(), &text);
    }
    EXPECT_EQ(text.view(), MakeText(table, Small(), {0, 4})) << Describe(table).name;
  }
}

TEST(TableGenerator, TextsAreNoLongerThanTheirColumnsSay) {
  for (const Table table : kAllTables) {
    const std::vector<Table> tables = {table};
    const auto generator = MakeTableGenerator(tables, {Small(), SharedTextPool()});
    const RowRange rows = WholeTable(table, Small());
    std::vector<ColumnBatch> batches = generator->MakeBatches(rows.size());
    generator->Start({rows, 0, 0});
    generator->Fill(rows.size(), batches);
    const ColumnBatch& batch = batches.front();
    for (size_t i = 0; i < batch.num_columns(); ++i) {
      const ColumnDescriptor& column = Describe(table).columns[i];
      if (column.storage != Storage::kText) continue;
      for (int64_t row = 0; row < batch.num_rows(); ++row) {
        ASSERT_LE(batch.column(i).text(row).size(), column.max_size_bytes) << column.name;
      }
    }
  }
}

TEST(TableGenerator, PartsOfLargeScaleFactorsHaveTheReferencesDigests) {
  for (const auto& chunk : ReadGolden("chunks_md5.json", "chunks")) {
    const ScaleFactor scale_factor = ScaleFactor::FromInteger(chunk["sf"]);
    for (const auto& [name, expected] : chunk["tables"].items()) {
      const Table table = *FindTable(name);
      const RowRange part =
          PartRows(NumBaseRows(table, scale_factor), chunk["step"], chunk["chunks"]);
      const std::string text = MakeTexts({table}, {.scale_factor = scale_factor,
                                                   .part = part,
                                                   .units = InPiecesOf(137),
                                                   .batches = InPiecesOf(50)})
                                   .front();
      EXPECT_EQ(Md5(text), expected.get<GoldenFile>().md5) << name << " at " << chunk["sf"];
    }
  }
}

}  // namespace
}  // namespace tpch
