#include "tpch/io/output_place.h"

#include <sys/stat.h>

#include <fstream>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

class OutputPlaceTest : public testing::Test {
 protected:
  void ExpectRefusal(const fs::path& place, const char* reason) {
    EXPECT_THAT(CheckOutputPlace(place), IsError(StatusCode::kIoError, HasSubstr(reason)));
  }

  TemporaryDirectory directory_;
  const fs::path dir_ = directory_.path();
};

TEST_F(OutputPlaceTest, TakesDirectoriesThatAreThereOrCanBeMade) {
  for (const char* name : {"", "new", "a/b/c", "new/", "./x/../y"}) {
    EXPECT_THAT(CheckOutputPlace(dir_ / name), IsOk()) << name;
  }
  fs::create_directory_symlink(dir_, dir_ / "link");
  EXPECT_THAT(CheckOutputPlace(dir_ / "link" / "new"), IsOk());
  EXPECT_TRUE(fs::is_symlink(dir_ / "link"));
}

TEST_F(OutputPlaceTest, SaysWhatIsThere) {
  std::ofstream(dir_ / "file") << "mine";
  ExpectRefusal(dir_ / "file", "is a file: Not a directory");
  ExpectRefusal(dir_ / "file" / "below", "is a file: Not a directory");
  ASSERT_EQ(::mkfifo((dir_ / "fifo").c_str(), 0600), 0);
  ExpectRefusal(dir_ / "fifo", "is a FIFO");
  ExpectRefusal("/dev/null", "is a device");
}

TEST_F(OutputPlaceTest, NamesLinksThatLeadNowhere) {
  fs::create_symlink("nowhere", dir_ / "dangling");
  ExpectRefusal(dir_ / "dangling", "is a symbolic link to 'nowhere', which does not exist");
  ExpectRefusal(dir_ / "dangling" / "below", "is a symbolic link to 'nowhere'");
  fs::create_symlink("loop", dir_ / "loop");
  ExpectRefusal(dir_ / "loop", "symbolic links");
}

TEST_F(OutputPlaceTest, RefusesNamesThatAreTooLong) {
  ExpectRefusal(dir_ / std::string(300, 'x'), "File name too long");
}

}  // namespace
}  // namespace tpch
