#include "tpch/schema/table.h"

#include <array>
#include <string>
#include <vector>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::ElementsAre;

using Counts = std::array<int64_t, 8>;  // in the order of kAllTables

Counts BaseRows(std::string_view scale_factor) {
  Counts counts;
  for (const Table table : kAllTables) {
    counts[static_cast<size_t>(table)] =
        NumBaseRows(table, ValueOf(ScaleFactor::Parse(scale_factor)));
  }
  return counts;
}

TEST(Tables, BaseRowsFollowTheScaleFactor) {
  EXPECT_EQ(BaseRows("1"),
            (Counts{5, 25, 10'000, 200'000, 200'000, 150'000, 1'500'000, 1'500'000}));
  EXPECT_EQ(BaseRows("10"),
            (Counts{5, 25, 100'000, 2'000'000, 2'000'000, 1'500'000, 15'000'000, 15'000'000}));
  EXPECT_EQ(BaseRows("0.001"), (Counts{5, 25, 10, 200, 200, 150, 1'500, 1'500}));
  EXPECT_EQ(BaseRows("0.29"), (Counts{5, 25, 2'900, 58'000, 58'000, 43'500, 435'000, 435'000}));
  EXPECT_EQ(BaseRows("0.0005"), (Counts{5, 25, 5, 100, 100, 75, 750, 750}));
}

TEST(Tables, AreFoundByTheirNames) {
  for (const Table table : kAllTables) {
    EXPECT_EQ(Describe(table).table, table);
    EXPECT_EQ(FindTable(Describe(table).name), table);
  }
  EXPECT_EQ(FindTable("LINEITEM"), std::nullopt);
  EXPECT_EQ(FindTable(""), std::nullopt);
}

TEST(Table, ColumnsAreFoundByName) {
  for (const Table table : kAllTables) {
    const auto columns = Describe(table).columns;
    for (size_t i = 0; i < columns.size(); ++i) {
      const std::optional<ColumnPlace> place = FindColumn(columns[i].name);
      ASSERT_TRUE(place) << columns[i].name;
      EXPECT_EQ(place->table, table);
      EXPECT_EQ(place->index, i);
    }
  }
  EXPECT_FALSE(FindColumn("comment"));
  EXPECT_FALSE(FindColumn(""));
}

std::vector<std::string> Names(Table table) {
  std::vector<std::string> names;
  for (const ColumnDescriptor& column : Describe(table).columns) names.emplace_back(column.name);
  return names;
}

TEST(Tables, ColumnsAreTheStandards) {
  EXPECT_THAT(Names(Table::kRegion), ElementsAre("r_regionkey", "r_name", "r_comment"));
  EXPECT_THAT(Names(Table::kNation),
              ElementsAre("n_nationkey", "n_name", "n_regionkey", "n_comment"));
  EXPECT_THAT(Names(Table::kSupplier),
              ElementsAre("s_suppkey", "s_name", "s_address", "s_nationkey", "s_phone", "s_acctbal",
                          "s_comment"));
  EXPECT_THAT(Names(Table::kPart),
              ElementsAre("p_partkey", "p_name", "p_mfgr", "p_brand", "p_type", "p_size",
                          "p_container", "p_retailprice", "p_comment"));
  EXPECT_THAT(Names(Table::kPartsupp), ElementsAre("ps_partkey", "ps_suppkey", "ps_availqty",
                                                   "ps_supplycost", "ps_comment"));
  EXPECT_THAT(Names(Table::kCustomer),
              ElementsAre("c_custkey", "c_name", "c_address", "c_nationkey", "c_phone", "c_acctbal",
                          "c_mktsegment", "c_comment"));
  EXPECT_THAT(Names(Table::kOrders),
              ElementsAre("o_orderkey", "o_custkey", "o_orderstatus", "o_totalprice", "o_orderdate",
                          "o_orderpriority", "o_clerk", "o_shippriority", "o_comment"));
  EXPECT_THAT(Names(Table::kLineitem),
              ElementsAre("l_orderkey", "l_partkey", "l_suppkey", "l_linenumber", "l_quantity",
                          "l_extendedprice", "l_discount", "l_tax", "l_returnflag", "l_linestatus",
                          "l_shipdate", "l_commitdate", "l_receiptdate", "l_shipinstruct",
                          "l_shipmode", "l_comment"));
}

std::vector<std::string> NamesOfType(LogicalType type) {
  std::vector<std::string> names;
  for (const Table table : kAllTables) {
    for (const ColumnDescriptor& column : Describe(table).columns) {
      if (column.type == type) names.emplace_back(column.name);
    }
  }
  return names;
}

TEST(Tables, TypesAreTheStandards) {
  EXPECT_THAT(NamesOfType(LogicalType::kInt32),
              ElementsAre("p_size", "ps_availqty", "o_shippriority", "l_linenumber"));
  EXPECT_THAT(NamesOfType(LogicalType::kInt64),
              ElementsAre("r_regionkey", "n_nationkey", "n_regionkey", "s_suppkey", "s_nationkey",
                          "p_partkey", "ps_partkey", "ps_suppkey", "c_custkey", "c_nationkey",
                          "o_orderkey", "o_custkey", "l_orderkey", "l_partkey", "l_suppkey"));
  EXPECT_THAT(NamesOfType(LogicalType::kDecimal),
              ElementsAre("s_acctbal", "p_retailprice", "ps_supplycost", "c_acctbal",
                          "o_totalprice", "l_quantity", "l_extendedprice", "l_discount", "l_tax"));
  EXPECT_THAT(NamesOfType(LogicalType::kDate),
              ElementsAre("o_orderdate", "l_shipdate", "l_commitdate", "l_receiptdate"));
}

TEST(Tables, StorageFitsTheType) {
  for (const Table table : kAllTables) {
    for (const ColumnDescriptor& column : Describe(table).columns) {
      const bool is_text = column.storage == Storage::kText || column.storage == Storage::kCode;
      const bool is_decimal =
          column.storage == Storage::kCents || column.storage == Storage::kQuantity;
      EXPECT_EQ(column.type == LogicalType::kString, is_text) << column.name;
      EXPECT_EQ(column.type == LogicalType::kDecimal, is_decimal) << column.name;
      EXPECT_EQ(column.type == LogicalType::kDate, column.storage == Storage::kDay) << column.name;
    }
  }
}

TEST(Tables, KeysAreTheStandards) {
  for (const Table table : kAllTables) {
    const TableDescriptor& descriptor = Describe(table);
    std::vector<std::string> key;
    for (const size_t i : descriptor.key_columns) key.emplace_back(descriptor.columns[i].name);
    if (table == Table::kPartsupp) {
      EXPECT_THAT(key, ElementsAre("ps_partkey", "ps_suppkey"));
    } else if (table == Table::kLineitem) {
      EXPECT_THAT(key, ElementsAre("l_orderkey", "l_linenumber"));
    } else {
      EXPECT_THAT(key, ElementsAre(descriptor.columns.front().name));
    }
  }
}

TEST(Tables, TextsHaveAKindAndNumbersHaveNone) {
  for (const Table table : kAllTables) {
    for (const ColumnDescriptor& column : Describe(table).columns) {
      const bool is_text = column.type == LogicalType::kString;
      EXPECT_EQ(column.text != TextKind::kNone, is_text) << column.name;
      EXPECT_EQ(column.text == TextKind::kComment, column.name.ends_with("_comment"))
          << column.name;
    }
  }
}

TEST(Tables, ColumnsCanBeVisitedAtCompileTime) {
  for (const Table table : kAllTables) {
    const void* columns = nullptr;
    VisitColumns(table, [&]<const auto & kColumns> { columns = kColumns.data(); });
    EXPECT_EQ(columns, Describe(table).columns.data());
  }
}

TEST(Tables, CsvQuotesAddressesAndCommentsOnly) {
  for (const Table table : kAllTables) {
    for (const ColumnDescriptor& column : Describe(table).columns) {
      const bool quoted = column.name.ends_with("_address") || column.name.ends_with("_comment");
      EXPECT_EQ(column.quoted(), quoted) << column.name;
    }
  }
}

}  // namespace
}  // namespace tpch
