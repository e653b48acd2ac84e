// What holds of files however they are written: by pwrite, or through a ring with or without whole
// blocks.

#include "tpch/io/file_sink.h"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/unit/scripted_ring.h"
#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"
#include "tests/unit/threads.h"
#include "tpch/io/async_file_sink.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

enum class Way { kPwrite, kRing, kRingInWholeBlocks, kRingSynced, kPwriteSynced };

constexpr std::string_view kNoMagic;

bool UsesRing(Way way) { return way != Way::kPwrite && way != Way::kPwriteSynced; }

/// Gives every test an empty directory of its own.
class FileSinkTest : public testing::TestWithParam<Way> {
 protected:
  FileSinkTest()
      : ring_(std::make_shared<StagedRing>(std::make_unique<ScriptedRing>(&script_), kNumBlocks)) {}

  std::unique_ptr<Sink> Open(const fs::path& path, Existing existing = Existing::kKeep) {
    auto file = ValueOf(UnfinishedFile::Create(dir_.path() / path, existing));
    const bool synced = GetParam() == Way::kRingSynced || GetParam() == Way::kPwriteSynced;
    const Durability durability = synced ? Durability::kSynced : Durability::kSystem;
    if (!UsesRing(GetParam())) return MakeFileSink(std::move(file), durability, &pool_);
    const PageCache page_cache =
        GetParam() == Way::kRingInWholeBlocks ? PageCache::kBypass : PageCache::kUse;
    return MakeAsyncFileSink(std::move(file), page_cache, durability, ring_, &pool_);
  }

  /// Writes and commits; returns the first error, whenever it comes.
  static Status WriteAndCommit(Sink* sink, std::string_view bytes) {
    TPCH_RETURN_NOT_OK(sink->Write(Bytes(bytes), 0));
    return sink->Commit(static_cast<int64_t>(bytes.size()), kNoMagic);
  }

  Status OpenStatus(const fs::path& path) {
    return UnfinishedFile::Create(dir_.path() / path, Existing::kKeep).status();
  }

  static ByteBuffer Bytes(std::string_view bytes) {
    ByteBuffer buffer;
    buffer.Append(bytes);
    return buffer;
  }

  void WriteFile(const fs::path& path, std::string_view bytes) {
    std::ofstream(dir_.path() / path) << bytes;
  }

  std::string ReadFile(const fs::path& path) {
    std::ifstream file(dir_.path() / path);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::vector<std::string> Listing() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(dir_.path()))
      names.push_back(entry.path().filename());
    return names;
  }

  static constexpr int kNumBlocks = 2;

  TemporaryDirectory dir_;
  BufferPool pool_;
  RingScript script_;
  std::shared_ptr<StagedRing> ring_;
};

INSTANTIATE_TEST_SUITE_P(Ways, FileSinkTest,
                         testing::Values(Way::kPwrite, Way::kRing, Way::kRingInWholeBlocks,
                                         Way::kRingSynced, Way::kPwriteSynced));

TEST_P(FileSinkTest, HasATemporaryNameUntilItIsCommitted) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  EXPECT_THAT(Listing(), ElementsAre(testing::MatchesRegex("\\.a\\.tbl\\.[0-9a-f]+\\.inprogress")));
  EXPECT_THAT(sink->Commit(3, kNoMagic), IsOk());
  EXPECT_THAT(Listing(), ElementsAre("a.tbl"));
  EXPECT_EQ(ReadFile("a.tbl"), "abc");
}

TEST_P(FileSinkTest, TakesWritesInAnyOrderFromAnyThread) {
  const auto sink = Open("a.tbl");
  EXPECT_EQ(sink->write_order(), UsesRing(GetParam()) ? WriteOrder::kAny : WriteOrder::kSequential);
  constexpr int kNumPieces = 100;
  std::string expected;
  for (int i = 0; i < kNumPieces; ++i)
    expected += std::string(1000, static_cast<char>('0' + i % 10));
  RunThreads(4, [&](int thread) {
    for (int i = kNumPieces - 1 - thread; i >= 0; i -= 4) {
      EXPECT_THAT(sink->Write(Bytes(expected.substr(1000 * i, 1000)), 1000 * i), IsOk());
    }
  });
  EXPECT_THAT(sink->Commit(1000 * kNumPieces, kNoMagic), IsOk());
  EXPECT_EQ(ReadFile("a.tbl"), expected);
}

TEST_P(FileSinkTest, EmptyFileIsAFile) {
  EXPECT_THAT(Open("a.tbl")->Commit(0, kNoMagic), IsOk());
  EXPECT_THAT(Listing(), ElementsAre("a.tbl"));
}

TEST_P(FileSinkTest, GivesItsBuffersBack) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  EXPECT_GT(pool_.Take().capacity(), 0);
}

TEST_P(FileSinkTest, AbortLeavesNothing) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  sink->Abort();
  EXPECT_THAT(Listing(), IsEmpty());
  sink->Abort();
}

TEST_P(FileSinkTest, DestroyingAnUncommittedSinkLeavesNothing) {
  EXPECT_THAT(Open("a.tbl")->Write(Bytes("abc"), 0), IsOk());
  EXPECT_THAT(Listing(), IsEmpty());
}

TEST_P(FileSinkTest, AbortAfterCommitKeepsTheFile) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Commit(0, kNoMagic), IsOk());
  sink->Abort();
  EXPECT_THAT(Listing(), ElementsAre("a.tbl"));
}

TEST_P(FileSinkTest, WrongSizeGetsNoFinalName) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  EXPECT_THAT(sink->Commit(4, kNoMagic),
              IsError(StatusCode::kIoError,
                      AllOf(HasSubstr("a.tbl"),
                            AnyOf(HasSubstr("3 bytes instead of 4"), HasSubstr("3 of 4 bytes")))));
  sink->Abort();
  EXPECT_THAT(Listing(), IsEmpty());
}

TEST_P(FileSinkTest, MagicIsReadBackAtBothEnds) {
  for (const char* bytes : {"PAR2 data PAR1", "PAR1 data PAR2", "PAR"}) {
    const auto sink = Open("a.parquet");
    EXPECT_THAT(sink->Write(Bytes(bytes), 0), IsOk());
    EXPECT_THAT(sink->Commit(static_cast<int64_t>(std::strlen(bytes)), "PAR1"),
                IsError(StatusCode::kIoError, AllOf(HasSubstr("a.parquet"), HasSubstr("PAR1"))));
  }
  EXPECT_THAT(Listing(), IsEmpty());
  const auto sink = Open("a.parquet");
  EXPECT_THAT(sink->Write(Bytes("PAR1 data PAR1"), 0), IsOk());
  EXPECT_THAT(sink->Commit(14, "PAR1"), IsOk());
  EXPECT_THAT(Listing(), ElementsAre("a.parquet"));
}

TEST_P(FileSinkTest, BytesThatWereLostOnTheirWayAreNoFile) {
  if (GetParam() != Way::kRingInWholeBlocks) return;
  // The size is right, since the padding of the last block was cut off.
  script_.discards = true;
  const auto sink = Open("a.parquet");
  EXPECT_THAT(sink->Write(Bytes("PAR1 data PAR1"), 0), IsOk());
  EXPECT_THAT(sink->Commit(14, "PAR1"), IsError(StatusCode::kIoError, HasSubstr("offset 0")));
  sink->Abort();
  EXPECT_THAT(Listing(), IsEmpty());
}

TEST_P(FileSinkTest, KeepsAFileThatAppearedMeanwhile) {
  const auto sink = Open("a.tbl", Existing::kKeep);
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  WriteFile("a.tbl", "theirs");
  EXPECT_THAT(sink->Commit(3, kNoMagic),
              IsError(StatusCode::kIoError, AllOf(HasSubstr("a.tbl"), HasSubstr("File exists"))));
  sink->Abort();
  EXPECT_THAT(Listing(), ElementsAre("a.tbl"));
  EXPECT_EQ(ReadFile("a.tbl"), "theirs");
}

TEST_P(FileSinkTest, ReplacesAFileOnlyWhenItIsCommitted) {
  WriteFile("a.tbl", "old");
  const auto sink = Open("a.tbl", Existing::kReplace);
  EXPECT_THAT(sink->Write(Bytes("new bytes"), 0), IsOk());
  EXPECT_EQ(ReadFile("a.tbl"), "old");
  EXPECT_THAT(sink->Commit(9, kNoMagic), IsOk());
  EXPECT_EQ(ReadFile("a.tbl"), "new bytes");
}

TEST_P(FileSinkTest, LeftoverOfAKilledRunIsNoObstacle) {
  WriteFile(".a.tbl." + std::to_string(::getpid()) + ".inprogress", "a longer leftover");
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  EXPECT_THAT(sink->Commit(3, kNoMagic), IsOk());
  EXPECT_EQ(ReadFile("a.tbl"), "abc");
}

TEST_P(FileSinkTest, MakesMissingDirectories) {
  EXPECT_THAT(Open("part/of/a.tbl")->Commit(0, kNoMagic), IsOk());
  EXPECT_TRUE(fs::exists(dir_.path() / "part/of/a.tbl"));
}

TEST_P(FileSinkTest, FileInPlaceOfADirectoryIsAnError) {
  WriteFile("taken", "");
  EXPECT_THAT(OpenStatus("taken/a.tbl"),
              IsError(StatusCode::kIoError, AllOf(HasSubstr("taken"), HasSubstr("directory"))));
  EXPECT_THAT(OpenStatus("taken/below/a.tbl"),
              IsError(StatusCode::kIoError, AllOf(HasSubstr("taken"), HasSubstr("directory"))));
}

TEST_P(FileSinkTest, DirectoryInPlaceOfTheFileIsAnErrorAndStays) {
  fs::create_directories(dir_.path() / "a.tbl");
  for (const Existing existing : {Existing::kKeep, Existing::kReplace}) {
    const auto sink = Open("a.tbl", existing);
    EXPECT_THAT(sink->Commit(0, kNoMagic), HasCode(StatusCode::kIoError));
  }
  EXPECT_THAT(Listing(), ElementsAre("a.tbl"));
}

TEST_P(FileSinkTest, FailedWriteIsAnErrorWithTheSystemsReason) {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit old_limit{};
  ::getrlimit(RLIMIT_FSIZE, &old_limit);
  const rlimit limit{4096, old_limit.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  const auto sink = Open("a.tbl");
  const Status status = WriteAndCommit(sink.get(), std::string(10'000, 'a'));
  ::setrlimit(RLIMIT_FSIZE, &old_limit);
  EXPECT_THAT(status, IsError(StatusCode::kIoError,
                              AllOf(HasSubstr("a.tbl"), HasSubstr("File too large"))));
}

/// Bytes of several blocks and a bit, none of them like its neighbours.
std::string ManyBytes() {
  std::string bytes;
  const size_t size = 3 * static_cast<size_t>(StagingBlocks::kBlockBytes) + 1234;
  for (uint64_t i = 0; bytes.size() < size; ++i) bytes += std::to_string(i * i);
  bytes.resize(size);
  return bytes;
}

TEST_P(FileSinkTest, ManyThreadsFillBlocksTogether) {
  const std::string expected = ManyBytes();
  const auto sink = Open("a.tbl");
  constexpr size_t kPieceBytes = 77'777;
  std::atomic<size_t> next = 0;
  RunThreads(4, [&](int) {
    for (size_t begin; (begin = next.fetch_add(kPieceBytes)) < expected.size();) {
      EXPECT_THAT(
          sink->Write(Bytes(expected.substr(begin, kPieceBytes)), static_cast<int64_t>(begin)),
          IsOk());
    }
  });
  EXPECT_THAT(sink->Commit(static_cast<int64_t>(expected.size()), kNoMagic), IsOk());
  EXPECT_TRUE(ReadFile("a.tbl") == expected);
}

TEST_P(FileSinkTest, WriteOfManyBlocksEndsOnABlock) {
  std::string expected = ManyBytes();
  expected.resize(3 * static_cast<size_t>(StagingBlocks::kBlockBytes));
  EXPECT_THAT(WriteAndCommit(Open("a.tbl").get(), expected), IsOk());
  EXPECT_TRUE(ReadFile("a.tbl") == expected);
}

TEST_P(FileSinkTest, MoreFilesThanBlocksNeitherBlockNorMix) {
  std::vector<std::unique_ptr<Sink>> sinks;
  for (int i = 0; i < 5 * kNumBlocks; ++i) {
    sinks.push_back(Open(std::to_string(i)));
    EXPECT_THAT(sinks.back()->Write(Bytes("begin "), 0), IsOk());
  }
  for (size_t i = 0; i < sinks.size(); ++i) {
    EXPECT_THAT(sinks[i]->Write(Bytes("end " + std::to_string(i)), 6), IsOk());
    EXPECT_THAT(sinks[i]->Commit(11, kNoMagic), IsOk());
    EXPECT_EQ(ReadFile(std::to_string(i)), "begin end " + std::to_string(i));
  }
}

TEST_P(FileSinkTest, LateErrorIsNeverAWholeFile) {
  if (!UsesRing(GetParam())) return;
  script_.result = [](const RingOperation&) { return -EIO; };
  const auto sink = Open("a.tbl");
  EXPECT_THAT(
      WriteAndCommit(sink.get(), ManyBytes()),
      IsError(StatusCode::kIoError, AllOf(HasSubstr("a.tbl"), HasSubstr("Input/output error"))));
  sink->Abort();
  EXPECT_THAT(Listing(), IsEmpty());
}

TEST_P(FileSinkTest, AbortWithWritesUnderWayLeavesNothing) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes(ManyBytes()), 0), IsOk());
  sink->Abort();
  EXPECT_THAT(Listing(), IsEmpty());
}

TEST_P(FileSinkTest, SyncedFilesAreSyncedBeforeTheyGetTheirNames) {
  if (GetParam() != Way::kRingSynced) return;
  EXPECT_THAT(WriteAndCommit(Open("a.tbl").get(), "abc"), IsOk());
  EXPECT_EQ(script_.operations.back().kind, RingOperation::Kind::kSync);
}

TEST_P(FileSinkTest, SinksOfTheSameFileDoNotShareTheirBytes) {
  const auto first = Open("a.tbl");
  const auto second = Open("a.tbl");
  EXPECT_THAT(first->Write(Bytes("abc"), 0), IsOk());
  EXPECT_THAT(second->Write(Bytes("xyz"), 0), IsOk());
  EXPECT_THAT(first->Commit(3, kNoMagic), IsOk());
  EXPECT_EQ(ReadFile("a.tbl"), "abc");
}

}  // namespace
}  // namespace tpch
