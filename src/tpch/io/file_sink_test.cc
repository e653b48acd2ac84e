#include "tpch/io/file_sink.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/unit/status_matchers.h"
#include "tests/unit/threads.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Gives every test an empty directory of its own.
class FileSinkTest : public testing::Test {
 protected:
  FileSinkTest() {
    std::string pattern = (fs::temp_directory_path() / "tpch_file_sink_XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    dir_ = pattern;
  }
  ~FileSinkTest() override { fs::remove_all(dir_); }

  std::unique_ptr<Sink> Open(const fs::path& path, Existing existing = Existing::kKeep) {
    return ValueOf(OpenFileSink(dir_ / path, existing, &pool_));
  }

  Status OpenStatus(const fs::path& path) {
    return OpenFileSink(dir_ / path, Existing::kKeep, &pool_).status();
  }

  static ByteBuffer Bytes(std::string_view bytes) {
    ByteBuffer buffer;
    buffer.Append(bytes);
    return buffer;
  }

  void WriteFile(const fs::path& path, std::string_view bytes) {
    std::ofstream(dir_ / path) << bytes;
  }

  std::string ReadFile(const fs::path& path) {
    std::ifstream file(dir_ / path);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::vector<std::string> Listing() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(dir_)) names.push_back(entry.path().filename());
    return names;
  }

  fs::path dir_;
  BufferPool pool_;
};

TEST_F(FileSinkTest, HasATemporaryNameUntilItIsCommitted) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  EXPECT_THAT(Listing(), ElementsAre(testing::MatchesRegex("\\.a\\.tbl\\.[0-9a-f]+\\.inprogress")));
  EXPECT_THAT(sink->Commit(3), IsOk());
  EXPECT_THAT(Listing(), ElementsAre("a.tbl"));
  EXPECT_EQ(ReadFile("a.tbl"), "abc");
}

TEST_F(FileSinkTest, TakesWritesInAnyOrderFromAnyThread) {
  const auto sink = Open("a.tbl");
  EXPECT_EQ(sink->write_order(), WriteOrder::kSequential);
  constexpr int kNumPieces = 100;
  std::string expected;
  for (int i = 0; i < kNumPieces; ++i)
    expected += std::string(1000, static_cast<char>('0' + i % 10));
  RunThreads(4, [&](int thread) {
    for (int i = kNumPieces - 1 - thread; i >= 0; i -= 4) {
      EXPECT_THAT(sink->Write(Bytes(expected.substr(1000 * i, 1000)), 1000 * i), IsOk());
    }
  });
  EXPECT_THAT(sink->Commit(1000 * kNumPieces), IsOk());
  EXPECT_EQ(ReadFile("a.tbl"), expected);
}

TEST_F(FileSinkTest, EmptyFileIsAFile) {
  EXPECT_THAT(Open("a.tbl")->Commit(0), IsOk());
  EXPECT_THAT(Listing(), ElementsAre("a.tbl"));
}

TEST_F(FileSinkTest, GivesItsBuffersBack) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  EXPECT_GT(pool_.Take().capacity(), 0);
}

TEST_F(FileSinkTest, AbortLeavesNothing) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  sink->Abort();
  EXPECT_THAT(Listing(), IsEmpty());
  sink->Abort();
}

TEST_F(FileSinkTest, DestroyingAnUncommittedSinkLeavesNothing) {
  EXPECT_THAT(Open("a.tbl")->Write(Bytes("abc"), 0), IsOk());
  EXPECT_THAT(Listing(), IsEmpty());
}

TEST_F(FileSinkTest, AbortAfterCommitKeepsTheFile) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Commit(0), IsOk());
  sink->Abort();
  EXPECT_THAT(Listing(), ElementsAre("a.tbl"));
}

TEST_F(FileSinkTest, WrongSizeGetsNoFinalName) {
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  EXPECT_THAT(sink->Commit(4), IsError(StatusCode::kIoError, HasSubstr("3 bytes instead of 4")));
  sink->Abort();
  EXPECT_THAT(Listing(), IsEmpty());
}

TEST_F(FileSinkTest, KeepsAFileThatAppearedMeanwhile) {
  const auto sink = Open("a.tbl", Existing::kKeep);
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  WriteFile("a.tbl", "theirs");
  EXPECT_THAT(sink->Commit(3),
              IsError(StatusCode::kIoError, AllOf(HasSubstr("a.tbl"), HasSubstr("File exists"))));
  sink->Abort();
  EXPECT_THAT(Listing(), ElementsAre("a.tbl"));
  EXPECT_EQ(ReadFile("a.tbl"), "theirs");
}

TEST_F(FileSinkTest, ReplacesAFileOnlyWhenItIsCommitted) {
  WriteFile("a.tbl", "old");
  const auto sink = Open("a.tbl", Existing::kReplace);
  EXPECT_THAT(sink->Write(Bytes("new bytes"), 0), IsOk());
  EXPECT_EQ(ReadFile("a.tbl"), "old");
  EXPECT_THAT(sink->Commit(9), IsOk());
  EXPECT_EQ(ReadFile("a.tbl"), "new bytes");
}

TEST_F(FileSinkTest, LeftoverOfAKilledRunIsNoObstacle) {
  WriteFile(".a.tbl." + std::to_string(::getpid()) + ".inprogress", "a longer leftover");
  const auto sink = Open("a.tbl");
  EXPECT_THAT(sink->Write(Bytes("abc"), 0), IsOk());
  EXPECT_THAT(sink->Commit(3), IsOk());
  EXPECT_EQ(ReadFile("a.tbl"), "abc");
}

TEST_F(FileSinkTest, MakesMissingDirectories) {
  EXPECT_THAT(Open("part/of/a.tbl")->Commit(0), IsOk());
  EXPECT_TRUE(fs::exists(dir_ / "part/of/a.tbl"));
}

TEST_F(FileSinkTest, FileInPlaceOfADirectoryIsAnError) {
  WriteFile("taken", "");
  EXPECT_THAT(OpenStatus("taken/a.tbl"),
              IsError(StatusCode::kIoError, AllOf(HasSubstr("taken"), HasSubstr("directory"))));
  EXPECT_THAT(OpenStatus("taken/below/a.tbl"),
              IsError(StatusCode::kIoError, AllOf(HasSubstr("taken"), HasSubstr("directory"))));
}

TEST_F(FileSinkTest, DirectoryInPlaceOfTheFileIsAnErrorAndStays) {
  fs::create_directories(dir_ / "a.tbl");
  for (const Existing existing : {Existing::kKeep, Existing::kReplace}) {
    const auto sink = Open("a.tbl", existing);
    EXPECT_THAT(sink->Commit(0), HasCode(StatusCode::kIoError));
  }
  EXPECT_THAT(Listing(), ElementsAre("a.tbl"));
}

TEST_F(FileSinkTest, FailedWriteIsAnErrorWithTheSystemsReason) {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit old_limit{};
  ::getrlimit(RLIMIT_FSIZE, &old_limit);
  const rlimit limit{2, old_limit.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  const auto sink = Open("a.tbl");
  const Status status = sink->Write(Bytes("abc"), 0);
  ::setrlimit(RLIMIT_FSIZE, &old_limit);
  EXPECT_THAT(status, IsError(StatusCode::kIoError,
                              AllOf(HasSubstr("a.tbl"), HasSubstr("File too large"))));
}

TEST_F(FileSinkTest, SinksOfTheSameFileDoNotShareTheirBytes) {
  const auto first = Open("a.tbl");
  const auto second = Open("a.tbl");
  EXPECT_THAT(first->Write(Bytes("abc"), 0), IsOk());
  EXPECT_THAT(second->Write(Bytes("xyz"), 0), IsOk());
  EXPECT_THAT(first->Commit(3), IsOk());
  EXPECT_EQ(ReadFile("a.tbl"), "abc");
}

}  // namespace
}  // namespace tpch
