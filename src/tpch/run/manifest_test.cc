#include "tpch/run/manifest.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"
#include "tests/unit/threads.h"
#include "tpch/io/local_directory.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;
using testing::Optional;
using testing::UnorderedElementsAre;

DataOptions SomeOptions() { return {{"scale-factor", "1"}, {"format", "tbl"}}; }

class ManifestTest : public testing::Test {
 protected:
  Manifest Read() { return ValueOf(ReadManifest(&directory_, path_.filename())).value(); }

  /// Returns the writer of a run that makes `paths`.
  std::unique_ptr<ManifestWriter> MakeWriter(std::set<std::string> tables,
                                             std::set<std::string> paths) {
    return std::make_unique<ManifestWriter>(
        &directory_, Selection{}, std::move(paths),
        Manifest{.options = SomeOptions(), .tables = std::move(tables)});
  }

  void WriteText(std::string_view text) { std::ofstream(path_) << text; }

  TemporaryDirectory dir_;
  LocalDirectory directory_{dir_.path(), {}};
  fs::path path_ = dir_.path() / "_tpch.json";
};

OutputFile SecondOrders() {
  return {Table::kOrders, 2, 3, "orders/orders.2.tbl", {0, 10}, kAllRows};
}
constexpr FileTotals kTotals{10, 1234, 0x0123456789abcdef};

TEST_F(ManifestTest, WhatWasWrittenIsRead) {
  const auto writer = MakeWriter({"orders", "part"}, {"orders/orders.2.tbl"});
  EXPECT_THAT(writer->Begin(), IsOk());
  EXPECT_TRUE(Read().files.empty());
  EXPECT_THAT(writer->Add(SecondOrders(), kTotals), IsOk());
  EXPECT_THAT(writer->End(), IsOk());
  const Manifest manifest = Read();
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
  const auto writer = MakeWriter({}, {});
  EXPECT_THAT(writer->Begin(), IsOk());
  constexpr int kNumFiles = 1000;
  for (int i = 0; i < kNumFiles; ++i) {
    OutputFile file = SecondOrders();
    file.relative_path = std::to_string(i);
    EXPECT_THAT(writer->Add(file, kTotals), IsOk());
  }
  EXPECT_THAT(writer->End(), IsOk());
  EXPECT_EQ(Read().files.size(), kNumFiles);
}

OutputFile PartOf(int64_t part, int64_t num_parts) {
  return {Table::kPart, part, num_parts, fmt::format("part/part.{}.tbl", part), {0, 10}, kAllRows};
}

OutputFile Nation() { return {Table::kNation, 1, 1, "nation/nation.1.tbl", {0, 25}, kAllRows}; }

TEST_F(ManifestTest, IsCompleteWhenAllFilesOfAllTablesAreThere) {
  const auto writer = MakeWriter({"part", "nation"}, {});
  EXPECT_THAT(writer->Begin(), IsOk());
  EXPECT_FALSE(Read().complete);
  EXPECT_THAT(writer->Add(PartOf(1, 2), kTotals), IsOk());
  EXPECT_THAT(writer->Add(PartOf(2, 2), kTotals), IsOk());
  EXPECT_FALSE(Read().complete);
  EXPECT_THAT(writer->Add(Nation(), kTotals), IsOk());
  EXPECT_TRUE(Read().complete);
}

TEST_F(ManifestTest, SelectedPartsAreComplete) {
  const Selection selection{.num_parts = 8, .parts = {1, 3}};
  ManifestWriter writer(&directory_, selection, {},
                        {.options = SomeOptions(), .tables = {"part", "nation"}});
  path_ = dir_.path() / ManifestName(selection);
  for (const OutputFile& file : {PartOf(3, 8), Nation(), PartOf(1, 8)}) {
    EXPECT_THAT(writer.Begin(), IsOk());
    EXPECT_FALSE(Read().complete);
    EXPECT_THAT(writer.Add(file, kTotals), IsOk());
  }
  EXPECT_TRUE(Read().complete);
}

TEST_F(ManifestTest, RunsThatShareItKeepEachOthersFiles) {
  const auto parts = MakeWriter({"part"}, {"part/part.1.tbl"});
  const auto nations = MakeWriter({"nation"}, {"nation/nation.1.tbl"});
  EXPECT_THAT(parts->Begin(), IsOk());
  EXPECT_THAT(nations->Begin(), IsOk());
  EXPECT_THAT(parts->Add(PartOf(1, 1), kTotals), IsOk());
  EXPECT_THAT(parts->End(), IsOk());
  EXPECT_FALSE(Read().complete);
  EXPECT_THAT(nations->Add(Nation(), kTotals), IsOk());
  EXPECT_THAT(nations->End(), IsOk());
  EXPECT_TRUE(Read().complete);
  EXPECT_EQ(Read().files.size(), 2);
}

TEST_F(ManifestTest, FileThatIsMadeAgainIsNotListedUntilItIsThere) {
  EXPECT_THAT(MakeWriter({"part"}, {})->Add(PartOf(1, 1), kTotals), IsOk());
  EXPECT_THAT(MakeWriter({"part"}, {"part/part.1.tbl"})->Begin(), IsOk());
  EXPECT_TRUE(Read().files.empty());
  EXPECT_FALSE(Read().complete);
}

TEST_F(ManifestTest, ManyRunsAtOnceLoseNothing) {
  constexpr int kNumRuns = 4;
  constexpr int kNumParts = 40;
  RunThreads(kNumRuns, [&](int run) {
    // A run of its own for each part, as from a shell's loop.
    for (int part = 1 + run; part <= kNumParts; part += kNumRuns) {
      const OutputFile file = PartOf(part, kNumParts);
      const auto writer = MakeWriter({"part"}, {file.relative_path});
      EXPECT_THAT(writer->Begin(), IsOk());
      EXPECT_THAT(writer->Add(file, kTotals), IsOk());
      EXPECT_THAT(writer->End(), IsOk());
    }
  });
  EXPECT_EQ(Read().files.size(), kNumParts);
  EXPECT_TRUE(Read().complete);
}

TEST_F(ManifestTest, OtherDataThatIsBegunMeanwhileIsAnError) {
  const auto writer = MakeWriter({"part"}, {"part/part.1.tbl"});
  EXPECT_THAT(writer->Begin(), IsOk());
  ManifestWriter other(&directory_, {}, {},
                       {.options = {{"scale-factor", "2"}, {"format", "tbl"}}});
  EXPECT_THAT(other.Begin(), IsOk());
  for (const Status& status : {writer->Add(PartOf(1, 1), kTotals), writer->End()}) {
    EXPECT_THAT(status,
                IsError(StatusCode::kIoError, AllOf(HasSubstr("_tpch.json"),
                                                    HasSubstr("scale-factor 2 there and 1 here"))));
  }
}

TEST_F(ManifestTest, RunThatMadeNothingLeavesNone) {
  const auto writer = MakeWriter({"orders"}, {"orders/orders.2.tbl"});
  EXPECT_THAT(writer->Begin(), IsOk());
  EXPECT_THAT(writer->End(), IsOk());
  EXPECT_TRUE(fs::is_empty(dir_.path()));
}

TEST_F(ManifestTest, MissingOneIsNoError) {
  EXPECT_FALSE(ValueOf(ReadManifest(&directory_, "missing/_tpch.json")));
}

TEST_F(ManifestTest, OtherFilesAreErrors) {
  for (const char* text : {"", "{", "[]", "{}"}) {
    WriteText(text);
    EXPECT_THAT(ReadManifest(&directory_, "_tpch.json").status(),
                IsError(StatusCode::kInvalid, HasSubstr("_tpch.json")))
        << text;
  }
}

/// Returns a manifest of one file, with `from` replaced by `to`.
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

TEST(ParseManifest, RefusesAFileThatIsListedTwice) {
  const std::string text = ManifestWith("", "");
  const size_t begin = text.find(R"({"path")");
  const std::string file = text.substr(begin, text.find(']', begin) - begin);
  EXPECT_THAT(ParseManifest(ManifestWith(file, file + "," + file)).status(),
              IsError(StatusCode::kInvalid, HasSubstr("twice")));
}

TEST_F(ManifestTest, FileWithoutADigestIsWrittenAndRead) {
  EXPECT_THAT(MakeWriter({}, {})->Add(SecondOrders(), {10, 1234, std::nullopt}), IsOk());
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
