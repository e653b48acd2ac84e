// Which way files are written, on systems that can and systems that cannot.

#include "tpch/io/local_file_output.h"

#include <cerrno>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/scripted_ring.h"
#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int64_t kSmall = 100'000'000;
constexpr int64_t kLarge = 100'000'000'000;

class LocalFileOutputTest : public testing::Test {
 protected:
  Result<std::unique_ptr<LocalFileOutput>> Open(IoMode io, DirectMode direct,
                                                int64_t estimated_bytes) {
    return Open({.io = io, .direct = direct}, {{"a", estimated_bytes}});
  }

  Result<std::unique_ptr<LocalFileOutput>> Open(const FileOutputOptions& options,
                                                const FileSizeEstimates& files) {
    return LocalFileOutput::Open(options, std::make_shared<HeldTree>(dir_.path()), files, &pool_,
                                 system_);
  }

  /// Returns the paths of those files that the ring writes.
  std::vector<std::string> PathsByRing(const FileOutputOptions& options,
                                       const FileSizeEstimates& files) {
    const auto output = ValueOf(Open(options, files));
    std::vector<std::string> paths;
    for (const auto& [path, size_bytes] : files) {
      const auto sink = ValueOf(output->OpenSink(path, Existing::kKeep));
      if (sink->write_order() == WriteOrder::kAny) paths.push_back(path);
    }
    return paths;
  }

  std::string Describe(IoMode io, DirectMode direct, int64_t estimated_bytes) {
    return ValueOf(Open(io, direct, estimated_bytes))->Describe();
  }

  /// `bypass_page_cache`, `write_block`: of a file system that refuses direct writes.
  void ExpectPageCacheUnlessForced(int (*bypass_page_cache)(int), int (*write_block)(int)) {
    system_.bypass_page_cache = bypass_page_cache;
    system_.write_block = write_block;
    const auto automatic = ValueOf(Open(IoMode::kAuto, DirectMode::kAuto, kLarge));
    EXPECT_EQ(automatic->Describe(), "pwrite");
    EXPECT_THAT(automatic->notices(), ElementsAre(HasSubstr("page cache")));
    const auto forced_ring = ValueOf(Open(IoMode::kUring, DirectMode::kAuto, kLarge));
    EXPECT_EQ(forced_ring->Describe(), "io_uring");
    EXPECT_THAT(forced_ring->notices(), ElementsAre(HasSubstr("page cache")));
    EXPECT_THAT(Open(IoMode::kUring, DirectMode::kOn, kLarge).status(),
                IsError(StatusCode::kIoError, HasSubstr("direct: ")));
  }

  TemporaryDirectory dir_;
  BufferPool pool_;
  RingScript script_;
  // A ring that works, and a file system that takes direct writes.
  LocalFileSystem system_ = {[this](unsigned) -> Result<std::unique_ptr<Ring>> {
                               return std::unique_ptr<Ring>(new ScriptedRing(&script_));
                             },
                             [](int) { return 0; }, [](int) { return 0; }};
};

TEST_F(LocalFileOutputTest, ChoosesByTheSize) {
  EXPECT_EQ(Describe(IoMode::kAuto, DirectMode::kAuto, kSmall), "pwrite");
  EXPECT_EQ(Describe(IoMode::kAuto, DirectMode::kAuto, kLarge), "io_uring, direct");
}

TEST_F(LocalFileOutputTest, ThePageCacheTakesWhatItHasRoomFor) {
  constexpr int64_t kGigabyte = 1'000'000'000;
  const FileSizeEstimates files = {{"customer", 240'000'000},
                                   {"lineitem", 8 * kGigabyte},
                                   {"orders", 2 * kGigabyte},
                                   {"part", 240'000'000},
                                   {"partsupp", kGigabyte}};
  EXPECT_EQ(ValueOf(Open(FileOutputOptions{}, files))->Describe(), "io_uring, direct, and pwrite");
  EXPECT_THAT(PathsByRing({}, files), ElementsAre("lineitem", "partsupp"));
  EXPECT_THAT(PathsByRing({.io = IoMode::kUring}, files), SizeIs(5));
  EXPECT_THAT(PathsByRing({.direct = DirectMode::kOn}, files), SizeIs(5));
  EXPECT_THAT(PathsByRing({.durability = Durability::kSynced}, files), SizeIs(5));
}

TEST_F(LocalFileOutputTest, OnlyARingTakesMemoryOfItsOwn) {
  EXPECT_EQ(LocalFileOutput::StagingBytes({}, kSmall), 0);
  EXPECT_EQ(LocalFileOutput::StagingBytes({}, kLarge),
            ValueOf(Open(IoMode::kAuto, DirectMode::kAuto, kLarge))->peak_staging_bytes());
  EXPECT_LT(LocalFileOutput::StagingBytes({.saves_memory = true}, kLarge),
            LocalFileOutput::StagingBytes({}, kLarge));
}

TEST_F(LocalFileOutputTest, ForcedModesAreWhatTheySay) {
  EXPECT_EQ(Describe(IoMode::kSync, DirectMode::kAuto, kLarge), "pwrite");
  EXPECT_EQ(Describe(IoMode::kUring, DirectMode::kAuto, kSmall), "io_uring, direct");
  EXPECT_EQ(Describe(IoMode::kUring, DirectMode::kOn, kSmall), "io_uring, direct");
  EXPECT_EQ(Describe(IoMode::kUring, DirectMode::kOff, kSmall), "io_uring");
}

TEST_F(LocalFileOutputTest, WithoutARingPwriteIsUsedUnlessItWasForced) {
  system_.open_ring = [](unsigned) -> Result<std::unique_ptr<Ring>> {
    return Status::FromErrno("no ring", EPERM);
  };
  const auto output = ValueOf(Open(IoMode::kAuto, DirectMode::kAuto, kLarge));
  EXPECT_EQ(output->Describe(), "pwrite");
  EXPECT_THAT(output->notices(),
              ElementsAre(AllOf(HasSubstr("Operation not permitted"), HasSubstr("pwrite"))));
  EXPECT_THAT(Open(IoMode::kUring, DirectMode::kAuto, kLarge).status(),
              IsError(StatusCode::kIoError, AllOf(HasSubstr("io: "), HasSubstr("not permitted"))));
}

TEST_F(LocalFileOutputTest, WithoutDirectWritesThePageCacheIsUsedUnlessTheyWereForced) {
  ExpectPageCacheUnlessForced([](int) { return EINVAL; }, [](int) { return 0; });
}

TEST_F(LocalFileOutputTest, DirectWritesMayBeRefusedAsLateAsTheFirstOne) {
  ExpectPageCacheUnlessForced([](int) { return 0; }, [](int) { return EINVAL; });
}

TEST_F(LocalFileOutputTest, OtherErrorsOfTheTrialAreNoRefusal) {
  system_.write_block = [](int) { return ENOSPC; };
  EXPECT_EQ(Describe(IoMode::kAuto, DirectMode::kAuto, kLarge), "io_uring, direct");
}

TEST_F(LocalFileOutputTest, TrialWriteIsARealOne) {
  const auto file = ValueOf(UnfinishedFile::Create(dir_.path() / "a", Existing::kKeep));
  EXPECT_EQ(WriteBlock(file->descriptor()), 0);
  EXPECT_THAT(file->Finish(4096, std::string_view("\0\0", 2)), IsOk());
  EXPECT_EQ(WriteBlock(-1), EBADF);
}

TEST_F(LocalFileOutputTest, ChoosingLeavesNothingBehind) {
  const auto output = ValueOf(Open(IoMode::kUring, DirectMode::kAuto, kLarge));
  EXPECT_TRUE(fs::is_empty(dir_.path()));
  EXPECT_THAT(output->notices(), IsEmpty());
}

TEST_F(LocalFileOutputTest, SinksWriteFiles) {
  for (const IoMode io : {IoMode::kSync, IoMode::kUring}) {
    const auto output = ValueOf(Open(io, DirectMode::kOff, kSmall));
    const std::string name = output->Describe();
    const auto sink = ValueOf(output->OpenSink(name, Existing::kKeep));
    ByteBuffer buffer;
    buffer.Append("abc");
    EXPECT_THAT(sink->Write(std::move(buffer), 0), IsOk());
    EXPECT_THAT(sink->Commit(3, /*magic=*/""), IsOk());
    EXPECT_EQ(fs::file_size(dir_.path() / name), 3);
  }
}

}  // namespace
}  // namespace tpch
