#include "tpch/run/manifest.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;
using testing::Optional;
using testing::UnorderedElementsAre;

DataOptions SomeOptions() { return {{"scale-factor", "1"}, {"format", "tbl"}}; }

class ManifestTest : public testing::Test {
 protected:
  Manifest Read() { return ValueOf(ReadManifest(path_)).value(); }

  void WriteText(std::string_view text) { std::ofstream(path_) << text; }

  TemporaryDirectory dir_;
  fs::path path_ = dir_.path() / "_tpch.json";
};

OutputFile SecondOrders() {
  return {Table::kOrders, 2, 3, "orders/orders.2.tbl", {0, 10}, kAllRows};
}
constexpr FileTotals kTotals{10, 1234, 0x0123456789abcdef};

TEST_F(ManifestTest, WhatWasWrittenIsRead) {
  ManifestWriter writer(path_, {.options = SomeOptions(), .tables = {"orders", "part"}});
  EXPECT_THAT(writer.Begin(), IsOk());
  EXPECT_FALSE(Read().complete);
  EXPECT_TRUE(Read().files.empty());
  EXPECT_THAT(writer.Add(SecondOrders(), kTotals), IsOk());
  EXPECT_FALSE(Read().complete);
  EXPECT_THAT(writer.End(/*complete=*/true), IsOk());
  const Manifest manifest = Read();
  EXPECT_TRUE(manifest.complete);
  EXPECT_EQ(manifest.options, SomeOptions());
  EXPECT_THAT(manifest.tables, UnorderedElementsAre("orders", "part"));
  ASSERT_TRUE(manifest.files.contains("orders/orders.2.tbl"));
  const ManifestFile& file = manifest.files.at("orders/orders.2.tbl");
  EXPECT_EQ(file.table, "orders");
  EXPECT_EQ(file.part, 2);
  EXPECT_EQ(file.num_parts, 3);
  EXPECT_EQ(file.totals.num_rows, 10);
  EXPECT_EQ(file.totals.size_bytes, 1234);
  EXPECT_EQ(file.totals.xxh3, 0x0123456789abcdef);
}

TEST_F(ManifestTest, FilesThatCameInAHurryAreThereAtTheEnd) {
  ManifestWriter writer(path_, {.options = SomeOptions()});
  EXPECT_THAT(writer.Begin(), IsOk());
  constexpr int kNumFiles = 1000;
  for (int i = 0; i < kNumFiles; ++i) {
    OutputFile file = SecondOrders();
    file.relative_path = std::to_string(i);
    EXPECT_THAT(writer.Add(file, kTotals), IsOk());
  }
  EXPECT_THAT(writer.End(/*complete=*/false), IsOk());
  EXPECT_EQ(Read().files.size(), kNumFiles);
}

TEST_F(ManifestTest, RunThatMadeNothingLeavesNone) {
  ManifestWriter writer(path_, {.options = SomeOptions()});
  EXPECT_THAT(writer.Begin(), IsOk());
  EXPECT_THAT(writer.End(/*complete=*/false), IsOk());
  EXPECT_TRUE(fs::is_empty(dir_.path()));
}

TEST_F(ManifestTest, MissingOneIsNoError) {
  EXPECT_FALSE(ValueOf(ReadManifest(dir_.path() / "missing" / "_tpch.json")));
}

TEST_F(ManifestTest, OtherFilesAreErrors) {
  for (const char* text : {"", "{", "[]", "{}", R"({"options":{},"tables":3})",
                           R"({"options":{},"tables":[],"complete":false,"files":[{}]})"}) {
    WriteText(text);
    EXPECT_THAT(ReadManifest(path_).status(),
                IsError(StatusCode::kInvalid, HasSubstr("_tpch.json")))
        << text;
  }
}

TEST_F(ManifestTest, FileWithoutADigestIsWrittenAndRead) {
  ManifestWriter writer(path_, {.options = SomeOptions()});
  EXPECT_THAT(writer.Add(SecondOrders(), {10, 1234, std::nullopt}), IsOk());
  EXPECT_EQ(Read().files.at("orders/orders.2.tbl").totals.xxh3, std::nullopt);
}

TEST_F(ManifestTest, UnreadableDigestIsNone) {
  WriteText(R"({"options":{},"tables":[],"complete":true,"files":[{"path":"a","table":"part",
                "part":1,"num_parts":1,"num_rows":1,"size_bytes":1,"xxh3":"12z"}]})");
  EXPECT_EQ(Read().files.at("a").totals.xxh3, std::nullopt);
}

TEST(ManifestName, HasThePartsWhereTheyAreSelected) {
  EXPECT_EQ(ManifestName({}), "_tpch.json");
  EXPECT_EQ(ManifestName({.num_parts = 8}), "_tpch.json");
  EXPECT_EQ(ManifestName({.num_parts = 8, .parts = {3}}), "_tpch.3-of-8.json");
  EXPECT_EQ(ManifestName({.num_parts = 8, .parts = {3, 5, 7}}), "_tpch.3..7-of-8.json");
}

TEST(DescribeDifference, NamesTheFirstOne) {
  EXPECT_EQ(DescribeDifference(SomeOptions(), SomeOptions()), std::nullopt);
  EXPECT_THAT(DescribeDifference({{"scale-factor", "1"}, {"format", "csv"}}, SomeOptions()),
              Optional(HasSubstr("format csv there and tbl here")));
  EXPECT_THAT(DescribeDifference({{"format", "tbl"}}, SomeOptions()),
              Optional(HasSubstr("scale-factor none there")));
  EXPECT_NE(DescribeDifference(SomeOptions(), {{"format", "tbl"}}), std::nullopt);
}

}  // namespace
}  // namespace tpch
