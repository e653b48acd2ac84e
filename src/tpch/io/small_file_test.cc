#include "tpch/io/small_file.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"
#include "tests/unit/value_of.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

class SmallFileTest : public testing::Test {
 protected:
  fs::path Path(const std::string& name) const { return dir_.path() / name; }

  Status Write(const std::string& name, std::string_view text,
               Existing existing = Existing::kReplace,
               Durability durability = Durability::kSystem) const {
    return WriteSmallFile(Path(name), text, existing, durability);
  }

  void Make(const std::string& name, std::string_view text) const {
    std::ofstream(Path(name)) << text;
  }

  std::string Read(const std::string& name) const {
    std::ifstream file(Path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(dir_.path())) {
      names.push_back(entry.path().filename());
    }
    return names;
  }

  TemporaryDirectory dir_;
};

TEST_F(SmallFileTest, HoldsTheTextAndNothingElseIsThere) {
  EXPECT_THAT(Write("a", "text"), IsOk());
  EXPECT_THAT(Write("b", "text", Existing::kKeep, Durability::kSynced), IsOk());
  EXPECT_EQ(Read("a"), "text");
  EXPECT_EQ(Read("b"), "text");
  EXPECT_THAT(Names(), UnorderedElementsAre("a", "b"));
}

TEST_F(SmallFileTest, MissingDirectoryIsMade) {
  EXPECT_THAT(Write("b/c/d", "text"), IsOk());
  EXPECT_EQ(Read("b/c/d"), "text");
}

TEST_F(SmallFileTest, FileThatIsThereIsReplacedOrKept) {
  Make("a", "a longer text before");
  EXPECT_THAT(Write("a", "new", Existing::kKeep), IsError(StatusCode::kIoError, HasSubstr("/a")));
  EXPECT_EQ(Read("a"), "a longer text before");
  EXPECT_THAT(Write("a", "new"), IsOk());
  EXPECT_EQ(Read("a"), "new");
  EXPECT_THAT(Names(), ElementsAre("a"));
}

TEST_F(SmallFileTest, ReplacedFileHandsOnItsPermissions) {
  Make("a", "old");
  for (const mode_t mode : {0600U, 0640U, 0666U}) {
    ASSERT_EQ(::chmod(Path("a").c_str(), mode), 0);
    EXPECT_THAT(Write("a", "new"), IsOk());
    struct stat status{};
    ASSERT_EQ(::stat(Path("a").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, mode);
  }
}

TEST_F(SmallFileTest, LinksStayAndTheirTargetIsWritten) {
  fs::create_directory(Path("d"));
  fs::create_symlink("d/second", Path("first"));
  fs::create_symlink("../target", Path("d/second"));
  for (const std::string text : {"made through links", "replaced through links"}) {
    EXPECT_THAT(Write("first", text), IsOk());
    EXPECT_EQ(Read("target"), text);
    EXPECT_TRUE(fs::is_symlink(Path("first")) && fs::is_symlink(Path("d/second")));
  }
}

TEST_F(SmallFileTest, NamesOfALinkAreListed) {
  fs::create_symlink("b", Path("a"));
  fs::create_symlink(Path("c"), Path("b"));
  EXPECT_THAT(ValueOf(FollowLinks(Path("a"))), ElementsAre(Path("a"), Path("b"), Path("c")));
  EXPECT_THAT(ValueOf(FollowLinks(Path("c"))), ElementsAre(Path("c")));
}

TEST_F(SmallFileTest, LinksThatLeadNowhereAreErrors) {
  fs::create_symlink("b", Path("a"));
  fs::create_symlink("a", Path("b"));
  EXPECT_THAT(Write("a", "text"), IsError(StatusCode::kIoError, HasSubstr("symbolic links")));
}

TEST_F(SmallFileTest, OtherThingsThanFilesStay) {
  ASSERT_EQ(::mkfifo(Path("fifo").c_str(), 0600), 0);
  fs::create_directory(Path("dir"));
  fs::create_symlink("fifo", Path("link"));
  for (const std::string name : {"fifo", "dir", "link"}) {
    EXPECT_THAT(Write(name, "text"), IsError(StatusCode::kIoError, HasSubstr("regular file")));
  }
  EXPECT_TRUE(fs::is_fifo(Path("fifo")));
  EXPECT_THAT(Names(), UnorderedElementsAre("fifo", "dir", "link"));
}

TEST_F(SmallFileTest, FileUnderAGuessedTemporaryNameStays) {
  Make("victim", "precious");
  Make("a.inprogress", "mine");
  fs::create_symlink("victim", Path(".a.inprogress"));
  EXPECT_THAT(Write("a", "text"), IsOk());
  EXPECT_EQ(Read("victim"), "precious");
  EXPECT_EQ(Read("a.inprogress"), "mine");
}

TEST_F(SmallFileTest, LongestNamesCanBeWritten) {
  for (const size_t length : {233U, 234U, 235U, 254U, 255U}) {
    const std::string name(length, 'x');
    EXPECT_THAT(Write(name, "text"), IsOk());
    EXPECT_EQ(Read(name), "text");
  }
  EXPECT_THAT(Write(std::string(256, 'x'), "text"),
              IsError(StatusCode::kIoError, HasSubstr("too long")));
}

TEST_F(SmallFileTest, NothingIsLeftWhereThereIsNoRoom) {
  Make("a", "old");
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{1000, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const Status status = Write("a", std::string(5000, 'x'));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_THAT(status, IsError(StatusCode::kIoError, HasSubstr("too large")));
  EXPECT_EQ(Read("a"), "old");
  EXPECT_THAT(Names(), ElementsAre("a"));
}

}  // namespace
}  // namespace tpch
