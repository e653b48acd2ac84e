#include "tpch/io/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"
#include "tests/unit/threads.h"
#include "tests/unit/value_of.h"
#include "tpch/base/file_descriptor.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

class DirectoryLockTest : public testing::Test {
 protected:
  Result<std::unique_ptr<DirectoryLock>> Take(const LockWait& wait = {}) {
    return DirectoryLock::Take(held_, wait);
  }

  TemporaryDirectory dir_;
  fs::path file_ = dir_.path() / ".tpch.lock.inprogress";
  std::shared_ptr<const HeldDirectory> held_ = ValueOf(HeldDirectory::Open(dir_.path()));
};

TEST_F(DirectoryLockTest, IsHeldByOneAtATimeAndLeavesNothing) {
  std::atomic<int> num_holders = 0;
  RunThreads(4, [&](int /*thread*/) {
    for (int i = 0; i < 50; ++i) {
      const auto lock = ValueOf(Take());
      EXPECT_NE(lock, nullptr);
      EXPECT_EQ(num_holders.fetch_add(1), 0);
      num_holders.fetch_sub(1);
    }
  });
  EXPECT_TRUE(fs::is_empty(dir_.path()));
}

TEST_F(DirectoryLockTest, FileThatWasLeftIsUsedAndRemoved) {
  std::ofstream(file_) << "left";
  ValueOf(Take());
  EXPECT_TRUE(fs::is_empty(dir_.path()));
}

TEST_F(DirectoryLockTest, LockOfTheDirectoryItselfIsAnother) {
  const FileDescriptor directory(::open(dir_.path().c_str(), O_RDONLY | O_DIRECTORY));
  ASSERT_EQ(::flock(directory.value(), LOCK_EX), 0);
  EXPECT_NE(ValueOf(Take()), nullptr);
}

TEST_F(DirectoryLockTest, WaitEndsSoonAfterAStop) {
  const auto lock = ValueOf(Take());
  const std::atomic<bool> requested = true;
  const StopCondition stop(requested);
  EXPECT_THAT(Take({.stop = &stop}).status(), HasCode(StatusCode::kCancelled));
}

TEST_F(DirectoryLockTest, OtherThingsThanFilesAreNamedAndStay) {
  for (const int kind : {0, 1, 2}) {
    if (kind == 0) {
      ASSERT_EQ(::mkfifo(file_.c_str(), 0600), 0);
    }
    if (kind == 1) fs::create_symlink("victim", file_);
    if (kind == 2) fs::create_directory(file_);
    EXPECT_THAT(Take().status(), IsError(StatusCode::kIoError, HasSubstr("lock.inprogress")));
    EXPECT_TRUE(fs::remove(file_));
    EXPECT_TRUE(fs::is_empty(dir_.path()));
  }
}

TEST_F(DirectoryLockTest, DirectoryThatWentAwayHasNone) {
  fs::remove(dir_.path());
  EXPECT_THAT(Take().status(), IsError(StatusCode::kIoError, HasSubstr("removed")));
  EXPECT_FALSE(fs::exists(dir_.path()));
}

}  // namespace
}  // namespace tpch
