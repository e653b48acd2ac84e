#include "tpch/verify/found_files.h"

#include <gmock/gmock.h>

#include <fstream>
#include <string>
#include <vector>

#include "tests/unit/temporary_directory.h"

namespace tpch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

const std::atomic<bool> kGoOn = false;

// A directory in which files are made, with their folders.
class FoundFilesTest : public ::testing::Test {
 protected:
  void Make(const std::string& name, const std::string& content = "1|2|\n") {
    std::filesystem::create_directories((dir_.path() / name).parent_path());
    std::ofstream(dir_.path() / name) << content;
  }

  // Returns `<path>: <table>` of each file.
  std::vector<std::string> Find(std::optional<Table> table = {}) {
    const auto found = FindFiles({dir_.path()}, table, kGoOn);
    EXPECT_TRUE(found.ok()) << found.status().message();
    std::vector<std::string> texts;
    if (!found.ok()) return texts;
    for (const FoundFile& file : found->files) {
      texts.push_back(file.path.lexically_relative(dir_.path()).string() + ": " +
                      (file.table ? std::string(Describe(*file.table).name) : "?"));
    }
    return texts;
  }

  TemporaryDirectory dir_;
};

TEST_F(FoundFilesTest, NamesOfFilesTellTables) {
  for (const char* name : {"lineitem.tbl", "ORDERS.csv", "part.1.tbl", "partsupp-0.csv",
                           "customer.tbl.3", "supplier"}) {
    Make(name);
  }
  EXPECT_THAT(Find(), ElementsAre("ORDERS.csv: orders", "customer.tbl.3: customer",
                                  "lineitem.tbl: lineitem", "part.1.tbl: part",
                                  "partsupp-0.csv: partsupp", "supplier: supplier"));
}

TEST_F(FoundFilesTest, FoldersTellTablesBeforeFilesDo) {
  Make("lineitem/part-0001.csv");
  Make("table=orders/x=1/data.csv");
  Make("part/part.2.tbl");
  EXPECT_THAT(Find(), ElementsAre("lineitem/part-0001.csv: lineitem", "part/part.2.tbl: part",
                                  "table=orders/x=1/data.csv: orders"));
}

TEST_F(FoundFilesTest, NamesTellRefreshSets) {
  for (const char* name : {"delete.7", "delete.u7.2.gz", "delete.csv", "orders.tbl.u12.1",
                           "refresh.3/delete.csv", "refresh.3/lineitem/part-0.csv"}) {
    Make(name);
  }
  EXPECT_THAT(Find(), ElementsAre("delete.7: delete", "delete.csv: ?", "delete.u7.2.gz: delete",
                                  "orders.tbl.u12.1: orders", "refresh.3/delete.csv: delete",
                                  "refresh.3/lineitem/part-0.csv: lineitem"));
  std::vector<int64_t> sets;
  const auto found = FindFiles({dir_.path()}, {}, kGoOn);
  ASSERT_TRUE(found.ok());
  for (const FoundFile& file : found->files) {
    sets.push_back(file.set.value_or(-1));
  }
  EXPECT_THAT(sets, ElementsAre(7, -1, 7, 12, 3, 3));
}

TEST_F(FoundFilesTest, NumberedFilesOfNoFolderAreOfAnyTable) {
  Make("part-00000-abc.csv");
  EXPECT_THAT(Find(), ElementsAre("part-00000-abc.csv: ?"));
  EXPECT_THAT(Find(Table::kNation), ElementsAre("part-00000-abc.csv: nation"));
}

TEST_F(FoundFilesTest, NumbersCountAsNumbers) {
  for (const char* name : {"orders.10.tbl", "orders.9.tbl", "orders.1.tbl"}) Make(name);
  EXPECT_THAT(Find(),
              ElementsAre("orders.1.tbl: orders", "orders.9.tbl: orders", "orders.10.tbl: orders"));
}

TEST_F(FoundFilesTest, TemporaryAndHiddenFilesAreLeftOut) {
  Make("orders.tbl");
  Make(".orders.tbl.12345678.inprogress");
  Make("part.tbl.inprogress");
  Make("_SUCCESS");
  Make("_tpch.json");
  Make("_tpch.1-of-3.json");
  EXPECT_THAT(Find(), ElementsAre("orders.tbl: orders"));
  EXPECT_EQ(FindFiles({dir_.path()}, {}, kGoOn)->manifests.size(), 2U);
}

TEST_F(FoundFilesTest, FoldersOfValuesAreDecoded) {
  Make("lineitem/l_shipmode=REG%20AIR/data.csv");
  const auto found = FindFiles({dir_.path()}, {}, kGoOn);
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(found->files.front().folder_values, ElementsAre(Pair("l_shipmode", "REG AIR")));
}

TEST_F(FoundFilesTest, ContentsTellKindsBeforeExtensions) {
  Make("orders.csv", "PAR1....");
  Make("part.data", "ARROW1..");
  const auto found = FindFiles({dir_.path()}, {}, kGoOn);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->files[0].kind, FileKind::kParquet);
  EXPECT_EQ(found->files[1].kind, FileKind::kArrow);
}

TEST_F(FoundFilesTest, OtherFilesAreTold) {
  Make("orders.tbl");
  Make("README.md");
  const auto found = FindFiles({dir_.path()}, {}, kGoOn);
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(found->others, ElementsAre(dir_.path() / "README.md"));
}

TEST_F(FoundFilesTest, TablesOfUnknownKindAreRefused) {
  Make("orders.orc");
  EXPECT_THAT(FindFiles({dir_.path()}, {}, kGoOn).status().message(), HasSubstr("orders.orc"));
}

}  // namespace
}  // namespace tpch
