#include "tpch/run/data_file_name.h"

#include <string>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

TEST(DataFileName, WhatIsFormattedIsParsed) {
  for (const char* path :
       {"region.tbl", "lineitem.parquet", "orders/orders.1.csv", "part/part.1099511627776.arrow",
        "orders.csv.gz", "part/part.7.tbl.zst", "region.csv.lz4",
        // Of refresh sets:
        "refresh.1/orders.parquet", "refresh.4000/delete.7.arrow", "refresh.2/lineitem.3.csv.gz",
        "orders.tbl.u1", "lineitem.tbl.u1000.7", "orders.tbl.u1.gz", "delete.1", "delete.u1.7",
        "delete.3.zst"}) {
    const auto name = ParseDataFileName(path);
    ASSERT_TRUE(name) << path;
    EXPECT_EQ(FormatDataFileName(*name), path);
  }
}

TEST(DataFileName, OtherNamesAreNone) {
  for (const char* path : {"",
                           "orders",
                           "orders.",
                           "orders/orders",
                           "orders/orders.1",
                           "orders/orders.1.",
                           "x.tbl",
                           "orders/orders.0.tbl",
                           "orders/orders.01.tbl",
                           "orders/orders.-1.tbl",
                           "orders/orders.+1.tbl",
                           "orders/orders.1x.tbl",
                           "orders/orders..tbl",
                           "orders/part.1.tbl",
                           "orders/orders.tbl",
                           "orders.1.tbl",
                           "orders.tbl.1",
                           "orders.tbl/x",
                           "Orders.tbl",
                           "orders.TBL",
                           "orders..gz",
                           "orders.csv.bz2",
                           "orders.csv.gz.gz",
                           "./orders.tbl",
                           "../orders.tbl",
                           "/orders.tbl",
                           "orders//orders.1.tbl",
                           "orders/../orders.1.tbl",
                           "orders/orders.1099511627777.tbl",
                           "orders/orders.99999999999999999999.tbl",
                           "refresh.1",
                           "refresh.0/orders.csv",
                           "refresh.1/part.csv",
                           "refresh.1/orders.tbl",
                           "refresh.1/orders",
                           "refresh.1/orders.csv/x",
                           "refresh/orders.csv",
                           "orders.tbl.u",
                           "orders.tbl.u0",
                           "orders.tbl.u1.x",
                           "orders.u1",
                           "part.tbl.u1",
                           "delete",
                           "delete.tbl",
                           "delete.u1",
                           "delete.1.7",
                           "_tpch.json"}) {
    EXPECT_FALSE(ParseDataFileName(path)) << path;
  }
}

TEST(ManifestNames, AreTold) {
  for (const char* name : {"_tpch.json", "_tpch.1-of-4.json", "_tpch.3..7-of-8.json",
                           "_tpch.refresh.3.json", "_tpch.refresh.1..10.json"}) {
    EXPECT_TRUE(IsManifestName(name)) << name;
  }
  for (const char* name :
       {"", "_tpch", "tpch.json", "_tpch.x.json", "_tpch.1.json", "_tpch.1-of-.json",
        "_tpch.-of-4.json", "_tpch.1..-of-4.json", "_tpch.1-of-4.json.bak", "_tpch.refresh.json",
        "_tpch.refresh.1-of-4.json", "_tpch.refresh.x.json", "._tpch.json.12345678.inprogress"}) {
    EXPECT_FALSE(IsManifestName(name)) << name;
  }
}

}  // namespace
}  // namespace tpch
