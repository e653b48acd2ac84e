#include "tpch/io/local_directory.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"
#include "tests/unit/value_of.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;

class LocalDirectoryTest : public testing::Test {
 protected:
  TemporaryDirectory dir_;
  LocalDirectory directory_{dir_.path() / "made", {}};
};

TEST_F(LocalDirectoryTest, MissingDirectoryHoldsNothing) {
  EXPECT_THAT(ValueOf(directory_.List("", "")), IsEmpty());
  EXPECT_THAT(ValueOf(directory_.List("a", "")), IsEmpty());
  EXPECT_EQ(ValueOf(directory_.Examine("a")), std::nullopt);
  EXPECT_EQ(ValueOf(directory_.ReadText("a")), std::nullopt);
  directory_.RemoveStaleFiles({"a"});
  EXPECT_FALSE(fs::exists(dir_.path() / "made"));
}

TEST_F(LocalDirectoryTest, WhatWasReplacedIsRead) {
  EXPECT_THAT(directory_.ReplaceText("b/c", "first"), IsOk());
  EXPECT_THAT(directory_.ReplaceText("b/c", "second"), IsOk());
  EXPECT_THAT(ValueOf(directory_.ReadText("b/c")), Optional(std::string("second")));
  EXPECT_THAT(directory_.Remove("b/c"), IsOk());
  EXPECT_EQ(ValueOf(directory_.ReadText("b/c")), std::nullopt);
}

TEST_F(LocalDirectoryTest, TellsFilesFromOtherThings) {
  EXPECT_THAT(directory_.ReplaceText("b/c", "text"), IsOk());
  fs::create_symlink("c", dir_.path() / "made/b/link");
  const OutputEntries root = ValueOf(directory_.List("", ""));
  ASSERT_EQ(root.size(), 1);
  EXPECT_EQ(root.at("b").kind, OutputEntry::Kind::kDirectory);
  const OutputEntries below = ValueOf(directory_.List("b", ""));
  ASSERT_EQ(below.size(), 2);
  EXPECT_EQ(below.at("c").kind, OutputEntry::Kind::kFile);
  EXPECT_EQ(below.at("c").size_bytes, 4);
  EXPECT_EQ(below.at("link").kind, OutputEntry::Kind::kOther);
  EXPECT_THAT(ValueOf(directory_.List("b/c", "")), IsEmpty());
  EXPECT_EQ(ValueOf(directory_.Examine("b/c")), below.at("c"));
}

TEST_F(LocalDirectoryTest, ReplacedFileIsAnotherOne) {
  EXPECT_THAT(directory_.ReplaceText("a", "text"), IsOk());
  const auto before = ValueOf(directory_.Examine("a"));
  EXPECT_THAT(directory_.ReplaceText("a", "next"), IsOk());
  EXPECT_NE(ValueOf(directory_.Examine("a")), before);
}

TEST_F(LocalDirectoryTest, RemovesFilesAndLinksOnly) {
  EXPECT_THAT(directory_.ReplaceText("b/c", "text"), IsOk());
  fs::create_symlink("c", dir_.path() / "made/b/link");
  EXPECT_THAT(directory_.Remove("b"), HasCode(StatusCode::kIoError));
  directory_.RemoveEmptyFolder("b");
  EXPECT_THAT(directory_.Remove("b/link"), IsOk());
  EXPECT_TRUE(fs::exists(dir_.path() / "made/b/c"));
  EXPECT_THAT(directory_.Remove("b/c"), IsOk());
  EXPECT_THAT(directory_.Remove("b/c"), IsOk());
  directory_.RemoveEmptyFolder("b");
  EXPECT_FALSE(fs::exists(dir_.path() / "made/b"));
}

TEST_F(LocalDirectoryTest, OneThatWentAwayIsNotMadeAgain) {
  EXPECT_THAT(directory_.ReplaceText("b/c", "text"), IsOk());
  const fs::path made = dir_.path() / "made";
  for (const bool is_made_anew : {false, true}) {
    fs::rename(made, dir_.path() / (is_made_anew ? "moved again" : "moved"));
    if (is_made_anew) fs::create_directory(made);
    for (const Status& status :
         {directory_.ReplaceText("d", "text"), directory_.ReplaceText("b/c", "text"),
          directory_.List("", "").status(), directory_.Lock({}).status()}) {
      EXPECT_THAT(status, IsError(StatusCode::kIoError, HasSubstr("removed, moved or unmounted")));
    }
    EXPECT_EQ(fs::exists(made), is_made_anew);
    if (!is_made_anew) fs::rename(dir_.path() / "moved", made);
  }
  EXPECT_TRUE(fs::is_empty(made));
}

TEST_F(LocalDirectoryTest, FolderThatWentAwayIsNotMadeAgain) {
  EXPECT_THAT(directory_.ReplaceText("b/c", "text"), IsOk());
  fs::remove_all(dir_.path() / "made/b");
  EXPECT_THAT(directory_.ReplaceText("b/c", "text"), HasCode(StatusCode::kIoError));
  EXPECT_TRUE(fs::is_empty(dir_.path() / "made"));
}

TEST_F(LocalDirectoryTest, ReadsNothingThatIsNotAFile) {
  EXPECT_THAT(directory_.ReplaceText("a", "text"), IsOk());
  ASSERT_EQ(::mkfifo((dir_.path() / "made/fifo").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", dir_.path() / "made/link");
  fs::create_directory(dir_.path() / "made/b");
  std::ofstream(dir_.path() / "made/huge").close();
  fs::resize_file(dir_.path() / "made/huge", uintmax_t{1} << 40);
  for (const char* name : {"fifo", "link", "b", "huge"}) {
    EXPECT_THAT(directory_.ReadText(name).status(), IsError(StatusCode::kInvalid, HasSubstr(name)));
  }
}

TEST_F(LocalDirectoryTest, ReadingEndsWithTheConsumersError) {
  EXPECT_THAT(directory_.ReplaceText("a", std::string(3'000'000, 'x')), IsOk());
  int num_pieces = 0;
  const Status status = directory_.Read("a", [&](std::string_view) {
    ++num_pieces;
    return Status::Cancelled("enough");
  });
  EXPECT_THAT(status, IsError(StatusCode::kCancelled, HasSubstr("enough")));
  EXPECT_EQ(num_pieces, 1);
}

TEST_F(LocalDirectoryTest, ErrorsNameThePath) {
  const auto ignore = [](std::string_view) { return Status::OK(); };
  EXPECT_THAT(directory_.Read("missing", ignore),
              IsError(StatusCode::kIoError, HasSubstr("made/missing")));
}

}  // namespace
}  // namespace tpch
