#include "tpch/run/manifest_writer.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"
#include "tests/unit/threads.h"
#include "tests/unit/value_of.h"
#include "tpch/io/local_directory.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

DataOptions OptionsOf(const char* scale_factor) {
  return {{"scale-factor", scale_factor}, {"format", "tbl"}};
}

OutputFile PartOf(int64_t part, int64_t num_parts) {
  return {Table::kPart, part, num_parts, fmt::format("part/part.{}.tbl", part), {0, 10}, kAllRows};
}

OutputFile Nation() { return {Table::kNation, 1, 1, "nation/nation.1.tbl", {0, 25}, kAllRows}; }

constexpr FileTotals kTotals{10, 1234, 0x0123456789abcdef};

// Gives a file its name in a way of the test's.
class NamingSink : public Sink {
 public:
  explicit NamingSink(std::function<Status()> give_name) : give_name_(std::move(give_name)) {}

  WriteOrder write_order() const override { return WriteOrder::kSequential; }
  Status Write(ByteBuffer /*buffer*/, int64_t /*offset*/) override { return Status::OK(); }
  Status Finish(int64_t /*size_bytes*/, std::string_view /*magic*/) override {
    return Status::OK();
  }
  void Abort() override {}

 private:
  Status DoGiveName() override { return give_name_(); }

  std::function<Status()> give_name_;
};

class ManifestWriterTest : public testing::Test {
 protected:
  Manifest Read(const std::string& name = "_tpch.json") {
    return ValueOf(ReadManifest(&directory_, name)).value();
  }

  // Returns what a run wants that makes `paths` at scale factor 1.
  static ManifestClaim Claim(std::set<std::string> tables, std::set<std::string> paths) {
    return {.name = "_tpch.json",
            .manifest = {.options = OptionsOf("1"), .tables = std::move(tables)},
            .paths = std::move(paths)};
  }

  std::unique_ptr<ManifestWriter> MakeWriter(ManifestClaim claim) {
    return std::make_unique<ManifestWriter>(&directory_, std::move(claim), LockWait{});
  }

  std::unique_ptr<ManifestWriter> MakeWriter(std::set<std::string> tables,
                                             std::set<std::string> paths) {
    return MakeWriter(Claim(std::move(tables), std::move(paths)));
  }

  // Makes the file in place of naming one.
  Status NameAndAdd(ManifestWriter* writer, const OutputFile& file) {
    NamingSink sink([&] { return directory_.ReplaceText(file.relative_path, "bytes"); });
    return writer->NameAndAdd(file, kTotals, &sink);
  }

  // Leaves the manifest of a run that has made `file` at scale factor 2.
  void MakeOtherData(const OutputFile& file, const std::string& name = "_tpch.json") {
    ManifestClaim claim = Claim({std::string(Describe(file.table).name)}, {file.relative_path});
    claim.name = name;
    claim.manifest.options = OptionsOf("2");
    const auto writer = MakeWriter(std::move(claim));
    EXPECT_THAT(writer->Begin(), IsOk());
    EXPECT_THAT(NameAndAdd(writer.get(), file), IsOk());
    EXPECT_THAT(writer->End(/*all_made=*/true), IsOk());
  }

  OutputEntry StateOf(const std::string& name) { return *ValueOf(directory_.Examine(name)); }
  bool Exists(const std::string& path) { return fs::exists(dir_.path() / path); }

  TemporaryDirectory dir_;
  LocalDirectory directory_{dir_.path(), {}};
};

TEST_F(ManifestWriterTest, FilesThatCameInAHurryAreThereAtTheEnd) {
  const auto writer = MakeWriter({"part"}, {});
  EXPECT_THAT(writer->Begin(), IsOk());
  constexpr int kNumFiles = 500;
  NamingSink sink(Status::OK);
  for (int i = 1; i <= kNumFiles; ++i) {
    EXPECT_THAT(writer->NameAndAdd(PartOf(i, kNumFiles), kTotals, &sink), IsOk());
  }
  EXPECT_THAT(writer->End(/*all_made=*/true), IsOk());
  EXPECT_EQ(Read().files.size(), kNumFiles);
}

TEST_F(ManifestWriterTest, IsCompleteWhenAllFilesOfAllTablesAreThere) {
  const auto writer = MakeWriter({"part", "nation"}, {});
  EXPECT_THAT(writer->Begin(), IsOk());
  EXPECT_FALSE(Read().complete);
  EXPECT_THAT(NameAndAdd(writer.get(), PartOf(1, 2)), IsOk());
  EXPECT_THAT(NameAndAdd(writer.get(), PartOf(2, 2)), IsOk());
  EXPECT_FALSE(Read().complete);
  EXPECT_THAT(NameAndAdd(writer.get(), Nation()), IsOk());
  EXPECT_THAT(writer->End(/*all_made=*/true), IsOk());
  EXPECT_TRUE(Read().complete);
}

TEST_F(ManifestWriterTest, SelectedPartsAreComplete) {
  ManifestClaim claim = Claim({"part", "nation"}, {});
  claim.name = "_tpch.1..3-of-8.json";
  claim.num_selected_parts = 2;
  const auto writer = MakeWriter(claim);
  for (const OutputFile& file : {PartOf(3, 8), Nation(), PartOf(1, 8)}) {
    EXPECT_THAT(writer->Begin(), IsOk());
    EXPECT_FALSE(Read(claim.name).complete);
    EXPECT_THAT(NameAndAdd(writer.get(), file), IsOk());
  }
  EXPECT_THAT(writer->End(/*all_made=*/true), IsOk());
  EXPECT_TRUE(Read(claim.name).complete);
}

TEST_F(ManifestWriterTest, RunsThatShareItKeepEachOthersFiles) {
  const auto parts = MakeWriter({"part"}, {"part/part.1.tbl"});
  const auto nations = MakeWriter({"nation"}, {"nation/nation.1.tbl"});
  EXPECT_THAT(parts->Begin(), IsOk());
  EXPECT_THAT(nations->Begin(), IsOk());
  EXPECT_THAT(NameAndAdd(parts.get(), PartOf(1, 1)), IsOk());
  EXPECT_THAT(parts->End(true), IsOk());
  EXPECT_FALSE(Read().complete);
  EXPECT_THAT(NameAndAdd(nations.get(), Nation()), IsOk());
  EXPECT_THAT(nations->End(true), IsOk());
  EXPECT_TRUE(Read().complete);
  EXPECT_EQ(Read().files.size(), 2);
}

TEST_F(ManifestWriterTest, FileThatIsMadeAgainStaysListedUntilItIsAnotherOne) {
  const auto first = MakeWriter({"part"}, {"part/part.1.tbl"});
  EXPECT_THAT(NameAndAdd(first.get(), PartOf(1, 1)), IsOk());
  const auto second = MakeWriter({"part"}, {"part/part.1.tbl"});
  EXPECT_THAT(second->Begin(), IsOk());
  EXPECT_EQ(Read().files.size(), 1);
  const FileTotals other{10, 99, 7};
  NamingSink sink([&] {
    EXPECT_THAT(Read().files, IsEmpty());
    return Status::OK();
  });
  EXPECT_THAT(second->NameAndAdd(PartOf(1, 1), other, &sink), IsOk());
  EXPECT_EQ(Read().files.begin()->second.totals.size_bytes, 99);
}

TEST_F(ManifestWriterTest, WhatIsDisprovedIsNotListedAnyMore) {
  EXPECT_THAT(NameAndAdd(MakeWriter({"part"}, {}).get(), PartOf(1, 1)), IsOk());
  ManifestClaim claim = Claim({"part"}, {"part/part.1.tbl"});
  claim.disproved = {"part/part.1.tbl"};
  claim.examined = StateOf("_tpch.json");
  EXPECT_THAT(MakeWriter(claim)->Begin(), IsOk());
  EXPECT_THAT(Read().files, IsEmpty());
}

TEST_F(ManifestWriterTest, ManyRunsAtOnceLoseNothing) {
  constexpr int kNumRuns = 4;
  constexpr int kNumParts = 40;
  RunThreads(kNumRuns, [&](int run) {
    // A run of its own for each part, as from a shell's loop.
    for (int part = 1 + run; part <= kNumParts; part += kNumRuns) {
      const OutputFile file = PartOf(part, kNumParts);
      const auto writer = MakeWriter({"part"}, {file.relative_path});
      EXPECT_THAT(writer->Begin(), IsOk());
      EXPECT_THAT(NameAndAdd(writer.get(), file), IsOk());
      EXPECT_THAT(writer->End(true), IsOk());
    }
  });
  EXPECT_EQ(Read().files.size(), kNumParts);
  EXPECT_TRUE(Read().complete);
}

TEST_F(ManifestWriterTest, NothingGetsANameAmongOtherData) {
  for (const char* name : {"_tpch.json", "_tpch.1-of-2.json"}) {
    const auto writer = MakeWriter({"part"}, {"part/part.1.tbl"});
    EXPECT_THAT(writer->Begin(), IsOk());
    MakeOtherData(Nation(), name);
    const Manifest theirs = Read(name);
    const auto error =
        IsError(StatusCode::kIoError, AllOf(HasSubstr(name), HasSubstr("another run has begun"),
                                            HasSubstr("scale-factor 2 there and 1 here")));
    EXPECT_THAT(NameAndAdd(writer.get(), PartOf(1, 1)), error);
    EXPECT_THAT(writer->End(/*all_made=*/false), error);
    EXPECT_FALSE(Exists("part"));
    EXPECT_EQ(Read(name).files.size(), theirs.files.size());
    EXPECT_THAT(MakeWriter({"part"}, {})->Begin(), error);
    fs::remove(dir_.path() / name);
  }
}

TEST_F(ManifestWriterTest, RunsOfOtherDataThatNameNothingAreNoHindrance) {
  const auto writer = MakeWriter({"part"}, {"part/part.1.tbl"});
  EXPECT_THAT(writer->Begin(), IsOk());
  ManifestClaim claim = Claim({"part"}, {});
  claim.manifest.options = OptionsOf("2");
  const auto other = MakeWriter(claim);
  EXPECT_THAT(other->Begin(), IsOk());
  EXPECT_THAT(NameAndAdd(writer.get(), PartOf(1, 1)), IsOk());
  EXPECT_THAT(NameAndAdd(other.get(), PartOf(1, 1)), HasCode(StatusCode::kIoError));
  EXPECT_THAT(other->End(false), HasCode(StatusCode::kIoError));
  EXPECT_EQ(Read().options, OptionsOf("1"));
}

TEST_F(ManifestWriterTest, OldManifestStaysUntilAFileGetsItsName) {
  MakeOtherData(PartOf(1, 1));
  MakeOtherData(PartOf(2, 2), "_tpch.2-of-2.json");
  ManifestClaim claim = Claim({"part"}, {"part/part.1.tbl"});
  claim.replaced = {{"_tpch.json", StateOf("_tpch.json")},
                    {"_tpch.2-of-2.json", StateOf("_tpch.2-of-2.json")}};
  claim.manifest.superseded = {"part/part.1.tbl", "part/part.2.tbl"};
  const auto idle = MakeWriter(claim);
  EXPECT_THAT(idle->Begin(), IsOk());
  EXPECT_THAT(idle->End(false), IsOk());
  EXPECT_EQ(Read().options, OptionsOf("2"));

  const auto writer = MakeWriter(claim);
  EXPECT_THAT(writer->Begin(), IsOk());
  NamingSink sink([&] {
    EXPECT_EQ(Read().options, OptionsOf("1"));
    EXPECT_THAT(Read().superseded, ElementsAre("part/part.1.tbl", "part/part.2.tbl"));
    EXPECT_FALSE(Exists("_tpch.2-of-2.json"));
    return Status::OK();
  });
  EXPECT_THAT(writer->NameAndAdd(PartOf(1, 1), kTotals, &sink), IsOk());
  EXPECT_THAT(Read().superseded, ElementsAre("part/part.2.tbl"));
  EXPECT_FALSE(Read().complete);
  EXPECT_TRUE(Exists("part/part.2.tbl"));
  EXPECT_THAT(writer->End(/*all_made=*/true), IsOk());
  EXPECT_FALSE(Exists("part/part.2.tbl"));
  EXPECT_TRUE(Exists("part/part.1.tbl"));
  EXPECT_TRUE(Read().complete);
}

TEST_F(ManifestWriterTest, WhereOthersNameTheFilesOldManifestsGoAtOnce) {
  MakeOtherData(PartOf(1, 2));
  std::ofstream(dir_.path() / "_tpch.1-of-2.json") << "damaged";
  ManifestClaim claim = Claim({"part"}, {"part/part.1.tbl"});
  claim.replaced = {{"_tpch.json", StateOf("_tpch.json")}};
  claim.obsolete = {{"_tpch.1-of-2.json", StateOf("_tpch.1-of-2.json")}};
  claim.is_for_others = true;
  const auto writer = MakeWriter(claim);
  EXPECT_THAT(writer->Begin(), IsOk());
  EXPECT_EQ(Read().options, OptionsOf("1"));
  EXPECT_FALSE(Exists("_tpch.1-of-2.json"));
  writer->Add(PartOf(1, 1), kTotals);
  EXPECT_THAT(writer->End(/*all_made=*/true), IsOk());
  EXPECT_EQ(Read().files.size(), 1);
  EXPECT_TRUE(Read().complete);
}

TEST_F(ManifestWriterTest, OldManifestThatHasChangedIsNotReplaced) {
  MakeOtherData(PartOf(1, 2));
  ManifestClaim claim = Claim({"part"}, {"part/part.1.tbl"});
  claim.replaced = {{"_tpch.json", StateOf("_tpch.json")}};
  const auto writer = MakeWriter(claim);
  EXPECT_THAT(writer->Begin(), IsOk());
  MakeOtherData(PartOf(2, 2));
  EXPECT_THAT(NameAndAdd(writer.get(), PartOf(1, 1)), HasCode(StatusCode::kIoError));
  EXPECT_EQ(Read().files.size(), 2);
}

TEST_F(ManifestWriterTest, RunThatFailedRemovesNothing) {
  EXPECT_THAT(directory_.ReplaceText("part/part.2.tbl", "old"), IsOk());
  ManifestClaim claim = Claim({"part"}, {"part/part.1.tbl"});
  claim.manifest.superseded = {"part/part.2.tbl"};
  const auto writer = MakeWriter(claim);
  EXPECT_THAT(writer->Begin(), IsOk());
  EXPECT_THAT(writer->End(/*all_made=*/false), IsOk());
  EXPECT_TRUE(Exists("part/part.2.tbl"));
  EXPECT_THAT(Read().superseded, ElementsAre("part/part.2.tbl"));
}

TEST_F(ManifestWriterTest, WhatIsNotNamedLikeAFileOfTheTablesIsNotRemoved) {
  for (const char* path : {"notes", "part/notes.tbl", "orders.tbl", "x/part.1.tbl"}) {
    EXPECT_THAT(directory_.ReplaceText(path, "mine"), IsOk());
  }
  ManifestClaim claim = Claim({"part"}, {"part/part.1.tbl"});
  claim.manifest.superseded = {"notes", "part/notes.tbl", "orders.tbl", "x/part.1.tbl"};
  const auto writer = MakeWriter(claim);
  EXPECT_THAT(writer->Begin(), IsOk());
  EXPECT_THAT(NameAndAdd(writer.get(), PartOf(1, 1)), IsOk());
  EXPECT_THAT(writer->End(/*all_made=*/true), IsOk());
  for (const std::string& path : claim.manifest.superseded) EXPECT_TRUE(Exists(path)) << path;
}

TEST_F(ManifestWriterTest, ObsoleteManifestGoesUnlessItHasChanged) {
  for (const bool changes : {true, false}) {
    std::ofstream(dir_.path() / "_tpch.1-of-2.json") << "damaged";
    ManifestClaim claim = Claim({"part"}, {"part/part.1.tbl"});
    claim.obsolete = {{"_tpch.1-of-2.json", StateOf("_tpch.1-of-2.json")}};
    const auto writer = MakeWriter(claim);
    EXPECT_THAT(writer->Begin(), IsOk());
    if (changes) std::ofstream(dir_.path() / "_tpch.1-of-2.json") << "changed since then";
    EXPECT_THAT(NameAndAdd(writer.get(), PartOf(1, 1)), IsOk());
    EXPECT_THAT(writer->End(/*all_made=*/true), IsOk());
    EXPECT_EQ(Exists("_tpch.1-of-2.json"), changes);
  }
}

TEST_F(ManifestWriterTest, RunThatMadeNothingLeavesNone) {
  const auto writer = MakeWriter({"orders"}, {"orders/orders.2.tbl"});
  EXPECT_THAT(writer->Begin(), IsOk());
  EXPECT_THAT(writer->End(/*all_made=*/false), IsOk());
  EXPECT_TRUE(fs::is_empty(dir_.path()));
}

TEST_F(ManifestWriterTest, RunThatMadeNothingLeavesThatOfAnother) {
  const auto late = MakeWriter({"part"}, {"part/part.1.tbl"});
  EXPECT_THAT(late->Begin(), IsOk());
  const auto soon = MakeWriter({"part"}, {"part/part.1.tbl"});
  EXPECT_THAT(soon->Begin(), IsOk());
  EXPECT_THAT(NameAndAdd(soon.get(), PartOf(1, 1)), IsOk());
  EXPECT_THAT(soon->End(true), IsOk());
  NamingSink sink([] { return Status::IoError("exists"); });
  EXPECT_THAT(late->NameAndAdd(PartOf(1, 1), kTotals, &sink), HasCode(StatusCode::kIoError));
  EXPECT_THAT(late->End(false), IsOk());
  EXPECT_EQ(Read().files.size(), 1);
  EXPECT_TRUE(Read().complete);
}

}  // namespace
}  // namespace tpch
