#include "tpch/run/manifest.h"

#include <fmt/format.h>

#include <fstream>
#include <string>
#include <utility>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"
#include "tests/unit/value_of.h"
#include "tpch/io/local_directory.h"

namespace tpch {
namespace {

using testing::HasSubstr;
using testing::Optional;
using testing::UnorderedElementsAre;

DataOptions SomeOptions() { return {{"scale-factor", "1"}, {"format", "tbl"}}; }

Manifest SomeManifest() {
  Manifest manifest{.options = SomeOptions(), .tables = {"orders", "part"}};
  manifest.files["orders/orders.2.tbl"] = {"orders", 2, 3, {10, 1234, 0x0123456789abcdef}};
  manifest.superseded = {"part.csv"};
  return manifest;
}

TEST(Manifest, WhatIsFormattedIsParsed) {
  const Manifest manifest = ValueOf(ParseManifest(FormatManifest(SomeManifest())));
  EXPECT_EQ(manifest.options, SomeOptions());
  EXPECT_THAT(manifest.tables, UnorderedElementsAre("orders", "part"));
  EXPECT_THAT(manifest.superseded, UnorderedElementsAre("part.csv"));
  EXPECT_FALSE(manifest.complete);
  ASSERT_TRUE(manifest.files.contains("orders/orders.2.tbl"));
  const ManifestFile& file = manifest.files.at("orders/orders.2.tbl");
  EXPECT_EQ(file.table, "orders");
  EXPECT_EQ(file.part, 2);
  EXPECT_EQ(file.num_parts, 3);
  EXPECT_EQ(file.totals.num_rows, 10);
  EXPECT_EQ(file.totals.size_bytes, 1234);
  EXPECT_EQ(file.totals.xxh3, 0x0123456789abcdef);
}

TEST(Manifest, FileWithoutADigestHasNone) {
  Manifest manifest = SomeManifest();
  manifest.files.begin()->second.totals.xxh3.reset();
  EXPECT_EQ(ValueOf(ParseManifest(FormatManifest(manifest))).files.begin()->second.totals.xxh3,
            std::nullopt);
}

TEST(ReadManifest, MissingOneIsNoError) {
  const TemporaryDirectory dir;
  LocalDirectory directory(dir.path(), {});
  EXPECT_FALSE(ValueOf(ReadManifest(&directory, "missing/_tpch.json")));
}

TEST(ReadManifest, OtherFilesAreErrors) {
  const TemporaryDirectory dir;
  LocalDirectory directory(dir.path(), {});
  for (const char* text : {"", "{", "[]", "{}"}) {
    std::ofstream(dir.path() / "_tpch.json") << text;
    EXPECT_THAT(ReadManifest(&directory, "_tpch.json").status(),
                IsError(StatusCode::kInvalid, HasSubstr("_tpch.json")))
        << text;
  }
}

// Returns a manifest of one file, with `from` replaced by `to`.
std::string ManifestWith(std::string_view from, std::string_view to) {
  std::string text =
      R"({"options":{"format":"tbl"},"tables":["part"],"complete":true,"files":[{"path":"a/b","table":"part",)"
      R"("part":1,"num_parts":2,"num_rows":1,"size_bytes":1,"xxh3":null}],"superseded":["part.csv"]})";
  const size_t place = text.find(from);
  return text.replace(place, from.size(), to);
}

TEST(ParseManifest, TakesWhatIsWhole) { EXPECT_THAT(ParseManifest(ManifestWith("", "")), IsOk()); }

TEST(ParseManifest, RefusesWhatAManifestCannotSay) {
  const std::pair<std::string_view, std::string_view> changes[] = {
      {R"("part":1)", R"("part":0)"},
      {R"("part":1)", R"("part":3)"},
      {R"("part":1)", R"("part":true)"},
      {R"("part":1)", R"("part":1.5)"},
      {R"("part":1)", R"("part":1e300)"},
      {R"("part":1)", R"("part":"1")"},
      {R"("part":1)", R"("part":[])"},
      {R"("num_parts":2)", R"("num_parts":0)"},
      {R"("num_parts":2)", R"("num_parts":-2)"},
      {R"("num_parts":2)", R"("num_parts":9223372036854775807)"},
      {R"("num_parts":2)", R"("num_parts":9223372036854775808)"},
      {R"("num_rows":1)", R"("num_rows":-1)"},
      {R"("size_bytes":1)", R"("size_bytes":-1)"},
      {R"("size_bytes":1)", R"("size_bytes":1,"size_bytes":2)"},
      {R"("size_bytes":1)", R"("size":1)"},
      {R"("complete":true)", R"("complete":1)"},
      {R"("complete":true)", R"("complete":true,"complete":false)"},
      {R"("tables":["part"])", R"("tables":3)"},
      {R"("tables":["part"])", R"("tables":[3])"},
      {R"("tables":["part"])", R"("tables":["parts"])"},
      {R"("table":"part")", R"("table":"")"},
      {R"("format":"tbl")", R"("format":1)"},
      {R"({"format":"tbl"})", R"([])"},
      {R"("files":[{)", R"("files":[3,{)"},
      {R"("xxh3":null)", R"("xxh3":7)"},
      {R"("xxh3":null)", R"("xxh3":[[[[]]]])"},
      {R"("superseded":["part.csv"])", R"("superseded":{})"},
      {R"("superseded":["part.csv"])", R"("superseded":["/part.csv"])"},
      {R"("a/b")", R"("/etc/passwd")"},
      {R"("a/b")", R"("../a")"},
      {R"("a/b")", R"("a/../../b")"},
      {R"("a/b")", R"("a//b")"},
      {R"("a/b")", R"("./b")"},
      {R"("a/b")", R"("a/")"},
      {R"("a/b")", R"("")"},
      {R"("a/b")", R"("a\u0000b")"},
  };
  for (const auto& [from, to] : changes) {
    EXPECT_THAT(ParseManifest(ManifestWith(from, to)).status(), HasCode(StatusCode::kInvalid))
        << to;
  }
}

TEST(ParseManifest, RefusesWhatIsLargeOnPurposeSoon) {
  constexpr size_t kSize = size_t{8} << 20;
  std::string members = "{";
  for (int i = 0; i < 200'000; ++i) members += fmt::format(R"("{}":0,)", i);
  for (const std::string& text :
       {std::string(kSize, '['), std::string(kSize, '\0'), R"({"files":)" + std::string(kSize, '['),
        members + R"("a":0})"}) {
    EXPECT_THAT(ParseManifest(text).status(), HasCode(StatusCode::kInvalid));
  }
}

TEST(ParseManifest, RefusesAListInAFile) {
  for (const char* list : {"[]", "[{}]", R"([{"a":1}])", R"([[[[{"a":[{"a":1}]}]]]])"}) {
    const std::string text = ManifestWith(R"("xxh3":null)", fmt::format(R"("xxh3":{})", list));
    EXPECT_THAT(ParseManifest(text).status(),
                IsError(StatusCode::kInvalid, HasSubstr("nests too deeply")))
        << list;
  }
}

TEST(ParseManifest, RefusesAFileThatIsListedTwice) {
  const std::string text = ManifestWith("", "");
  const size_t begin = text.find(R"({"path")");
  const std::string file = text.substr(begin, text.find(']', begin) - begin);
  EXPECT_THAT(ParseManifest(ManifestWith(file, file + "," + file)).status(),
              IsError(StatusCode::kInvalid, HasSubstr("twice")));
}

TEST(Manifest, UnreadableDigestIsNone) {
  const auto manifest = ParseManifest(
      R"({"options":{},"tables":[],"complete":true,"files":[{"path":"a","table":"part",
                "part":1,"num_parts":1,"num_rows":1,"size_bytes":1,"xxh3":"12z"}]})");
  EXPECT_EQ(ValueOf(manifest).files.at("a").totals.xxh3, std::nullopt);
}

TEST(ManifestName, HasThePartsWhereTheyAreSelected) {
  EXPECT_EQ(ManifestName({}), "_tpch.json");
  EXPECT_EQ(ManifestName({.num_parts = 8}), "_tpch.json");
  EXPECT_EQ(ManifestName({.num_parts = 8, .parts = {3}}), "_tpch.3-of-8.json");
  EXPECT_EQ(ManifestName({.num_parts = 8, .parts = {3, 5, 7}}), "_tpch.3..7-of-8.json");
}

TEST(ManifestName, HasTheRefreshSets) {
  EXPECT_EQ(ManifestName({.refresh = RefreshSelection{3, 3, {}, {}}}), "_tpch.refresh.3.json");
  EXPECT_EQ(ManifestName({.refresh = RefreshSelection{1, 10, {}, {}}}), "_tpch.refresh.1..10.json");
}

TEST(DescribeDifference, NamesTheFirstOne) {
  EXPECT_EQ(DescribeDifference(SomeOptions(), SomeOptions()), std::nullopt);
  EXPECT_THAT(DescribeDifference({{"scale-factor", "1"}, {"format", "csv"}}, SomeOptions()),
              Optional(HasSubstr("format csv there and tbl here")));
  EXPECT_THAT(DescribeDifference({{"format", "tbl"}}, SomeOptions()),
              Optional(HasSubstr("scale-factor none there")));
  EXPECT_NE(DescribeDifference(SomeOptions(), {{"format", "tbl"}}), std::nullopt);
}

TEST(DescribeDifference, RefreshSetsMayLieBesideTheirDatabase) {
  const DataOptions database = {{"scale-factor", "1"}, {"format", "csv"}};
  DataOptions sets = {{"scale-factor", "1"}, {"format", "tbl"}, {"insert-segments", "none"}};
  EXPECT_EQ(DescribeDifference(database, sets), std::nullopt);
  EXPECT_EQ(DescribeDifference(sets, database), std::nullopt);
  sets.front().value = "2";
  EXPECT_THAT(DescribeDifference(database, sets), Optional(HasSubstr("scale-factor 1 there")));
}

TEST(DescribeDifference, KnowsOtherWordsForTheSame) {
  EXPECT_EQ(DescribeDifference({{"compression", "snappy"}}, {{"compression", "default", "snappy"}}),
            std::nullopt);
  EXPECT_NE(DescribeDifference({{"compression", "zstd"}}, {{"compression", "default", "snappy"}}),
            std::nullopt);
  EXPECT_NE(DescribeDifference({{"delimiter", ""}}, {{"delimiter", "default"}}), std::nullopt);
  EXPECT_EQ(DescribeDifference({{"page-bytes", "1048576"}}, {{"page-bytes", "1MiB"}}),
            std::nullopt);
  EXPECT_NE(DescribeDifference({{"page-bytes", "1MB"}}, {{"page-bytes", "1MiB"}}), std::nullopt);
  EXPECT_NE(DescribeDifference({{"row-group-bytes", "default"}}, {{"row-group-bytes", "1MB"}}),
            std::nullopt);
  EXPECT_NE(DescribeDifference({{"scale-factor", "1.5"}}, {{"scale-factor", "1.2"}}), std::nullopt);
}

}  // namespace
}  // namespace tpch
