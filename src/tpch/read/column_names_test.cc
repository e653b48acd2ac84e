#include "tpch/read/column_names.h"

#include <gmock/gmock.h>

namespace tpch {
namespace {

using ::testing::ElementsAre;

std::vector<FileColumn> Names(const std::vector<std::string>& names) {
  std::vector<FileColumn> columns;
  columns.reserve(names.size());
  for (const std::string& name : names) columns.push_back({name, {}});
  return columns;
}

TEST(FindColumnLoosely, TakesAnyCaseWithOrWithoutPrefix) {
  for (const char* name : {"l_shipdate", "L_SHIPDATE", "shipdate", "ShipDate"}) {
    EXPECT_EQ(FindColumnLoosely(Table::kLineitem, name), 10U) << name;
  }
  EXPECT_EQ(FindColumnLoosely(Table::kPartsupp, "suppkey"), 1U);
  EXPECT_EQ(FindColumnLoosely(Table::kLineitem, "o_orderdate"), std::nullopt);
  EXPECT_EQ(FindColumnLoosely(Table::kLineitem, ""), std::nullopt);
}

TEST(MatchColumns, TellsWhatIsMissingAndWhatIsExtra) {
  const ColumnMatch match =
      MatchColumns(Table::kRegion, Names({"comment", "population", "R_NAME", "name"}));
  EXPECT_THAT(match.file_columns, ElementsAre(ColumnMatch::kMissing, 2, 0));
  EXPECT_THAT(match.extra, ElementsAre("population", "name"));
}

TEST(GuessTable, NeedsMostOfTheColumnsOfOneTable) {
  for (const Table table : kAllTables) EXPECT_EQ(GuessTable(NamesOf(table)), table);
  EXPECT_EQ(GuessTable(Names({"custkey", "mktsegment", "acctbal", "address", "phone"})),
            Table::kCustomer);
  EXPECT_EQ(GuessTable(Names({"comment"})), std::nullopt);
  EXPECT_EQ(GuessTable(Names({"a", "b"})), std::nullopt);
}

}  // namespace
}  // namespace tpch
