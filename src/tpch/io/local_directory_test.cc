#include "tpch/io/local_directory.h"

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
  EXPECT_THAT(ValueOf(directory_.Find({"a", "b/c"})), IsEmpty());
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
  const auto found = ValueOf(directory_.Find({"b", "b/c", "b/link", "b/missing"}));
  ASSERT_EQ(found.size(), 3);
  EXPECT_EQ(found.at("b").kind, OutputEntry::Kind::kDirectory);
  EXPECT_EQ(found.at("b/c").kind, OutputEntry::Kind::kFile);
  EXPECT_EQ(found.at("b/c").size_bytes, 4);
  EXPECT_EQ(found.at("b/link").kind, OutputEntry::Kind::kOther);
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
