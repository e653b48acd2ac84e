#include "tpch/tables/refresh_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/golden.h"
#include "tests/unit/table_text.h"

namespace tpch {
namespace {

/// Returns the TBL text of some base rows of refresh sets, made in small units.
std::vector<std::string> MakeTexts(const std::vector<Table>& tables, const RefreshSets& sets,
                                   RowRange rows) {
  std::vector<ByteBuffer> texts(tables.size());
  UnitCursor cursor = sets.MakeUnitCursor(tables, rows.begin);
  for (RowRange unit = rows; unit.begin < rows.end; unit.begin = unit.end) {
    unit.end = std::min(rows.end, unit.begin + 700);
    const auto generator = sets.MakeGenerator(tables, SharedTextPool(), ColumnSet::All());
    generator->Start(cursor.MakeUnit(unit));
    AppendTexts(generator.get(), unit.size(), kTblStyle, &texts);
  }
  std::vector<std::string> result;
  result.reserve(texts.size());
  for (const ByteBuffer& text : texts) result.emplace_back(text.view());
  return result;
}

std::string MakeText(Table table, const RefreshSets& sets, int64_t set) {
  return MakeTexts({table}, sets, sets.RowsOfSet(table, set)).front();
}

/// Compares the files of a set with the digests in `golden`, by dbgen's names.
void ExpectDigests(const nlohmann::json& golden, const RefreshSets& sets, int64_t set) {
  const std::string number = std::to_string(set);
  const auto md5 = [&](const std::string& name) { return golden.at(name).get<GoldenFile>().md5; };
  EXPECT_EQ(Md5(MakeText(Table::kOrders, sets, set)), md5("orders.tbl.u" + number));
  EXPECT_EQ(Md5(MakeText(Table::kLineitem, sets, set)), md5("lineitem.tbl.u" + number));
  EXPECT_EQ(Md5(MakeText(Table::kDelete, sets, set)), md5("delete." + number));
}

TEST(RefreshSets, HaveAThousandthOfTheOrdersInTens) {
  const auto orders_per_set = [](std::string_view scale_factor) {
    return RefreshSets(ParseScaleFactor(scale_factor)).orders_per_set();
  };
  EXPECT_EQ(orders_per_set("1"), 1500);
  EXPECT_EQ(orders_per_set("30000"), 45'000'000);
  EXPECT_EQ(orders_per_set("0.1"), 150);
  EXPECT_EQ(orders_per_set("0.01"), 10);
  EXPECT_EQ(orders_per_set("0.007"), 10);
  EXPECT_EQ(orders_per_set("0.006"), 0);
}

std::vector<int64_t> KeysOfSet(Table table, const RefreshSets& sets, int64_t set) {
  const RowRange rows = sets.RowsOfSet(table, set);
  const OrderKeys keys =
      sets.MakeUnitCursor(std::array{table}, rows.begin).MakeUnit(rows).order_keys;
  std::vector<int64_t> result;
  for (int64_t row = rows.begin; row < rows.end; ++row) result.push_back(keys[row]);
  return result;
}

TEST(RefreshSets, FindRowsByKeys) {
  for (const char* scale_factor : {"0.007", "0.1"}) {
    const RefreshSets sets(ParseScaleFactor(scale_factor));
    for (const Table table : {Table::kOrders, Table::kDelete}) {
      for (const int64_t set : {1, 2, 999, 1000, 1001, 1999, 2000, 3999, 4000, 999'999}) {
        int64_t row = sets.RowsOfSet(table, set).begin;
        for (const int64_t key : KeysOfSet(table, sets, set)) {
          EXPECT_EQ(sets.RowOfKey(table, key), row++) << key;
        }
      }
    }
  }
}

TEST(RefreshSets, OtherKeysHaveNoRow) {
  const RefreshSets sets(ParseScaleFactor("0.01"));
  for (const int64_t key :
       {int64_t{-1}, int64_t{0}, int64_t{1}, int64_t{8}, INT64_MAX, INT64_MIN}) {
    EXPECT_EQ(sets.RowOfKey(Table::kOrders, key), -1) << key;
  }
  EXPECT_EQ(sets.RowOfKey(Table::kDelete, 9), -1);
}

TEST(RefreshSets, HaveTheReferencesDigests) {
  for (const char* scale_factor : {"0.01", "1"}) {
    const nlohmann::json golden = ReadGolden("refresh_md5.json", scale_factor);
    for (const int64_t set : {1, 2}) {
      ExpectDigests(golden, RefreshSets(ParseScaleFactor(scale_factor)), set);
    }
  }
}

TEST(RefreshSets, UseOtherKeysAfterEveryThousandSets) {
  const nlohmann::json golden = ReadGolden("refresh_md5.json", "set 999..1001 of sf 0.01");
  for (const int64_t set : {999, 1000, 1001}) {
    ExpectDigests(golden, RefreshSets(ParseScaleFactor("0.01")), set);
  }
}

TEST(RefreshSets, BeginAsTheReferencesDoAtTheLargestScaleFactors) {
  const nlohmann::json golden = ReadGolden("refresh_heads.json", "heads").at("30000");
  const RefreshSets sets(ScaleFactor::FromInteger(30'000));
  for (const int64_t set : {1, 2}) {
    const std::string number = std::to_string(set);
    const RowRange rows = sets.RowsOfSet(Table::kOrders, set);
    const std::vector<std::string> texts =
        MakeTexts({Table::kOrders, Table::kLineitem}, sets, {rows.begin, rows.begin + 20'300});
    const nlohmann::json& files = golden.at(number);
    for (const auto& [text, name] :
         {std::pair(texts[0], "orders.tbl.u"), std::pair(texts[1], "lineitem.tbl.u")}) {
      const GoldenFile head = files.at(name + number);
      EXPECT_EQ(Md5(std::string_view(text).substr(0, head.size_bytes)), head.md5) << name << set;
    }
  }
}

TEST(RefreshSets, SegmentsHaveTheReferencesDigests) {
  const nlohmann::json golden = ReadGolden("refresh_md5.json", "segmented").at("files");
  const RefreshSets sets(ScaleFactor::FromInteger(1));
  size_t num_files = 0;
  for (const int64_t set : {1, 2}) {
    for (const auto& [table, name] :
         {std::pair(Table::kOrders, "orders.tbl.u"), std::pair(Table::kLineitem, "lineitem.tbl.u"),
          std::pair(Table::kDelete, "delete.u")}) {
      const std::vector<RowRange> segments = sets.CutSet(table, set, 7);
      for (size_t i = 0; i < segments.size(); ++i, ++num_files) {
        const std::string path = fmt::format("{}{}.{}", name, set, i + 1);
        EXPECT_EQ(Md5(MakeTexts({table}, sets, segments[i]).front()),
                  golden.at(path).get<GoldenFile>().md5)
            << path;
      }
    }
  }
  EXPECT_EQ(num_files, golden.size());
}

TEST(RefreshSets, SegmentsWithoutRowsAreLeftOut) {
  const RefreshSets sets(ParseScaleFactor("0.01"));
  EXPECT_EQ(sets.CutSet(Table::kOrders, 1, 16).size(), 10);
  EXPECT_EQ(sets.CutSet(Table::kDelete, 1, 16).size(), 10);
  EXPECT_EQ(sets.CutSet(Table::kDelete, 1, 7).size(), 5);
  EXPECT_EQ(sets.CutSet(Table::kDelete, 2, 7).back(), (RowRange{18, 20}));
}

TEST(RefreshSets, SegmentsAreSlicesOfTheSetAtAnyScaleFactor) {
  for (const int32_t scale_factor : {1, 30'000}) {
    const RefreshSets sets(ScaleFactor::FromInteger(scale_factor));
    const std::vector<Table> tables = {Table::kOrders, Table::kLineitem};
    const int64_t begin = sets.RowsOfSet(Table::kOrders, 2).begin;
    const std::vector<std::string> whole = MakeTexts(tables, sets, {begin, begin + 1000});
    const std::vector<std::string> first = MakeTexts(tables, sets, {begin, begin + 300});
    const std::vector<std::string> second = MakeTexts(tables, sets, {begin + 300, begin + 1000});
    for (size_t i = 0; i < tables.size(); ++i) EXPECT_TRUE(first[i] + second[i] == whole[i]);
  }
}

TEST(RefreshSets, SetsFarAwayAreMadeLikeTheFirst) {
  const RefreshSets sets(ScaleFactor::FromInteger(30'000));
  const int64_t begin = sets.RowsOfSet(Table::kDelete, 4000).begin;
  EXPECT_EQ(MakeTexts({Table::kDelete}, sets, {begin, begin + 1}).front(),
            std::to_string(OrderKey(begin, 4)) + "|\n");
}

}  // namespace
}  // namespace tpch
