// The context on a ring that misbehaves.

#include "tpch/io/shared_async_io_context.h"

#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/scripted_ring.h"
#include "tests/unit/status_matchers.h"
#include "tests/unit/threads.h"
#include "tpch/base/file_descriptor.h"

namespace tpch {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::Le;
using testing::SizeIs;

ByteBuffer BufferOf(std::string_view bytes) {
  ByteBuffer buffer;
  buffer.Append(bytes);
  return buffer;
}

/// Bytes of which no two stretches are equal.
std::string Bytes(size_t size_bytes) {
  std::string bytes;
  for (int i = 0; bytes.size() < size_bytes; ++i) bytes += std::to_string(i) + " ";
  bytes.resize(size_bytes);
  return bytes;
}

/// A file without a name.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("test", MFD_CLOEXEC)) {}

  int descriptor() const { return descriptor_.value(); }

  std::string Read() const {
    std::string bytes(static_cast<size_t>(::lseek(descriptor(), 0, SEEK_END)), '\0');
    const ssize_t size = ReadFullyAt(descriptor(), bytes, 0);
    bytes.resize(static_cast<size_t>(size));
    return bytes;
  }

 private:
  FileDescriptor descriptor_;
};

class SharedAsyncIOContextTest : public testing::Test {
 protected:
  ~SharedAsyncIOContextTest() override {
    context_.reset();
    EXPECT_EQ(num_released_, num_written_) << "buffers were lost, or given back twice";
  }

  SharedAsyncIOContext& context() {
    if (!context_) {
      context_.emplace(std::make_unique<ScriptedRing>(&script_), max_piece_bytes_);
    }
    return *context_;
  }

  SharedAsyncIOContext::Release Release() {
    ++num_written_;
    return [this](ByteBuffer /*buffer*/) { ++num_released_; };
  }

  Status Write(std::string_view bytes, int64_t offset) {
    return context().SubmitWrite(&file_, BufferOf(bytes), offset, Release());
  }

  MemoryFile memory_;
  AsyncFile file_{.descriptor = memory_.descriptor(), .name = "a.tbl"};
  RingScript script_;
  int64_t max_piece_bytes_ = SharedAsyncIOContext::kMaxPieceBytes;
  std::atomic<int> num_written_ = 0;
  std::atomic<int> num_released_ = 0;
  std::optional<SharedAsyncIOContext> context_;
};

TEST_F(SharedAsyncIOContextTest, WritesArriveWhateverTheirOrder) {
  const std::string expected = Bytes(100'000);
  for (size_t begin = 0; begin < expected.size(); begin += 1000) {
    EXPECT_THAT(Write(expected.substr(begin, 1000), static_cast<int64_t>(begin)), IsOk());
  }
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_TRUE(memory_.Read() == expected);
  EXPECT_EQ(file_.written_bytes, 100'000);
  EXPECT_EQ(num_released_, 100);
}

TEST_F(SharedAsyncIOContextTest, ThreadsShareTheRing) {
  constexpr int kNumThreads = 4;
  constexpr int kNumWrites = 200;
  script_.result = [num_calls = 0](const RingOperation& operation) mutable {
    const auto size_bytes = static_cast<int32_t>(operation.data.size());
    return ++num_calls % 7 == 0 ? -EAGAIN : std::max(1, size_bytes / (1 + num_calls % 3));
  };
  const std::string expected = Bytes(500);
  std::vector<MemoryFile> memories(kNumThreads);
  context();
  RunThreads(kNumThreads, [&](int thread) {
    const MemoryFile& memory = memories[static_cast<size_t>(thread)];
    AsyncFile file{.descriptor = memory.descriptor(), .name = "b.tbl"};
    for (int i = 0; i < kNumWrites; ++i) {
      EXPECT_THAT(context().SubmitWrite(&file, BufferOf(expected), i * 500, Release()), IsOk());
      if (i % 16 == 0) context().AwaitProgress();
    }
    EXPECT_THAT(context().Finish(&file), IsOk());
    EXPECT_EQ(file.written_bytes, kNumWrites * 500);
  });
  std::string whole;
  for (int i = 0; i < kNumWrites; ++i) whole += expected;
  for (const MemoryFile& memory : memories) EXPECT_TRUE(memory.Read() == whole);
}

TEST_F(SharedAsyncIOContextTest, LongWriteGoesInPiecesTogether) {
  max_piece_bytes_ = 4096;
  const std::string expected = Bytes(3 * 4096 + 5);
  EXPECT_THAT(Write(expected, 7), IsOk());
  EXPECT_THAT(script_.taken, ElementsAre(4));
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_THAT(script_.operations,
              AllOf(SizeIs(4), Each(Field(&RingOperation::data, SizeIs(Le(size_t{4096}))))));
  EXPECT_EQ(num_released_, 1);
  EXPECT_TRUE(memory_.Read().substr(7) == expected);
}

TEST_F(SharedAsyncIOContextTest, NoPieceIsLongerThanTheKernelTakes) {
  constexpr size_t kSize = (size_t{5} << 30) + 1;
  constexpr size_t kKernelLimit = 2'147'479'552;
  script_.discards = true;
  // Addresses without memory: nobody looks at them.
  void* const memory =
      ::mmap(nullptr, kSize, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  const std::shared_ptr<const void> owner(memory, [](void* begin) { ::munmap(begin, kSize); });
  const std::string_view bytes(static_cast<const char*>(memory), kSize);
  EXPECT_THAT(
      context().SubmitWrite(&file_, ByteBuffer::Adopt(owner, bytes), int64_t{7} << 30, Release()),
      IsOk());
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_EQ(file_.written_bytes, kSize);
  std::map<int64_t, size_t> pieces;
  for (const RingOperation& operation : script_.operations) {
    EXPECT_LE(operation.data.size(), kKernelLimit);
    EXPECT_EQ(operation.data.data() - bytes.data(), operation.offset - (int64_t{7} << 30));
    pieces[operation.offset] = operation.data.size();
  }
  int64_t end = int64_t{7} << 30;
  for (const auto& [offset, size_bytes] : pieces) {
    EXPECT_EQ(offset, end);
    end += static_cast<int64_t>(size_bytes);
  }
}

TEST_F(SharedAsyncIOContextTest, MorePiecesThanTheRingHoldsFollow) {
  max_piece_bytes_ = 100;
  const std::string expected = Bytes(5000);
  EXPECT_THAT(Write(expected, 0), IsOk());
  EXPECT_THAT(script_.taken, ElementsAre(8));
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_TRUE(memory_.Read() == expected);
}

TEST_F(SharedAsyncIOContextTest, QueuedWritesGoOutTogether) {
  for (int i = 0; i < 3; ++i) context().QueueWrite(&file_, BufferOf("abc"), i * 3, Release());
  EXPECT_TRUE(script_.taken.empty());
  EXPECT_THAT(context().SubmitQueued(), IsOk());
  EXPECT_THAT(script_.taken, ElementsAre(3));
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_EQ(memory_.Read(), "abcabcabc");
}

TEST_F(SharedAsyncIOContextTest, WaitSubmitsWhatIsQueued) {
  context().QueueWrite(&file_, BufferOf("abc"), 0, Release());
  EXPECT_TRUE(context().AwaitProgress());
  EXPECT_EQ(memory_.Read(), "abc");
  EXPECT_FALSE(context().AwaitProgress());
}

TEST_F(SharedAsyncIOContextTest, BufferStaysUntilItsCompletion) {
  EXPECT_THAT(Write("abc", 0), IsOk());
  EXPECT_EQ(num_released_, 0);
  EXPECT_TRUE(context().AwaitProgress());
  EXPECT_EQ(num_released_, 1);
}

TEST_F(SharedAsyncIOContextTest, EmptyWriteIsOverAtOnce) {
  EXPECT_THAT(Write("", 0), IsOk());
  EXPECT_EQ(num_released_, 1);
  EXPECT_FALSE(context().AwaitProgress());
}

TEST_F(SharedAsyncIOContextTest, ShortWriteGoesOnWhereItStopped) {
  const std::string expected = Bytes(300);
  for (int32_t stop = 0; stop < 300; ++stop) {
    script_.operations.clear();
    script_.result = [stop, first = true](const RingOperation& operation) mutable {
      const auto size_bytes = static_cast<int32_t>(operation.data.size());
      return std::exchange(first, false) ? stop : size_bytes;
    };
    EXPECT_THAT(Write(expected, 300 * stop), IsOk());
    EXPECT_THAT(context().Finish(&file_), IsOk());
    ASSERT_EQ(script_.operations.size(), 2);
    EXPECT_EQ(script_.operations[1].offset, 300 * stop + stop);
    EXPECT_EQ(memory_.Read().substr(static_cast<size_t>(300 * stop)), expected);
  }
  EXPECT_EQ(file_.written_bytes, 300 * 300);
}

TEST_F(SharedAsyncIOContextTest, ShortDirectWriteGoesOnAtTheBeginOfABlock) {
  file_.alignment_bytes = 512;
  const std::string expected = Bytes(2048);
  script_.result = [first = true](const RingOperation& operation) mutable {
    const auto size_bytes = static_cast<int32_t>(operation.data.size());
    return std::exchange(first, false) ? 1300 : size_bytes;
  };
  EXPECT_THAT(Write(expected, 512), IsOk());
  EXPECT_THAT(context().Finish(&file_), IsOk());
  ASSERT_EQ(script_.operations.size(), 2);
  EXPECT_EQ(script_.operations[1].offset, 512 + 1024);
  EXPECT_EQ(script_.operations[1].data.size(), 1024);
  EXPECT_EQ(file_.written_bytes, 2048);
  EXPECT_TRUE(memory_.Read().substr(512) == expected);
}

TEST_F(SharedAsyncIOContextTest, InterruptedWritesAreDoneAgain) {
  for (const int error_number : {EINTR, EAGAIN, ECANCELED}) {
    script_.result = [error_number, num_failures = 5](const RingOperation& operation) mutable {
      return num_failures-- > 0 ? -error_number : static_cast<int32_t>(operation.data.size());
    };
    EXPECT_THAT(Write("abc", 0), IsOk());
    EXPECT_THAT(context().Finish(&file_), IsOk());
    EXPECT_EQ(memory_.Read(), "abc");
  }
}

TEST_F(SharedAsyncIOContextTest, WriteThatNeverGetsAnywhereIsAnError) {
  for (const int32_t result : {0, -EAGAIN}) {
    context_.reset();
    script_.result = [result](const RingOperation&) { return result; };
    EXPECT_THAT(Write("abc", 0), IsOk());
    EXPECT_THAT(context().Finish(&file_),
                IsError(StatusCode::kIoError,
                        AllOf(HasSubstr("0 of 3 bytes"), HasSubstr("Input/output error"))));
  }
}

TEST_F(SharedAsyncIOContextTest, KernelThatTakesOnlySomeGetsTheOthersLater) {
  script_.submit_results = {1, -EINTR, 2, 0, 1, -EAGAIN, 3, -EBUSY};
  const std::string expected = Bytes(2000);
  for (int64_t begin = 0; begin < 2000; begin += 100) {
    EXPECT_THAT(Write(expected.substr(static_cast<size_t>(begin), 100), begin), IsOk());
  }
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_EQ(memory_.Read(), expected);
}

TEST_F(SharedAsyncIOContextTest, KernelWithoutMemoryIsAskedAgain) {
  script_.submit_results = {-EAGAIN, -EAGAIN, 0, -EBUSY};
  EXPECT_THAT(Write("abc", 0), IsOk());
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_EQ(memory_.Read(), "abc");
}

TEST_F(SharedAsyncIOContextTest, KernelThatRefusesIsAnErrorAndBuffersComeBack) {
  script_.submit_results = {2, 0, -EPERM};
  for (int i = 0; i < 3; ++i) context().QueueWrite(&file_, BufferOf("abc"), i * 3, Release());
  EXPECT_THAT(context().SubmitQueued(), IsOk());
  EXPECT_THAT(context().Finish(&file_),
              IsError(StatusCode::kIoError, HasSubstr("Operation not permitted")));
  EXPECT_EQ(num_released_, 3);
  EXPECT_THAT(Write("abc", 0), HasCode(StatusCode::kIoError));
  EXPECT_EQ(num_released_, 4);
}

TEST_F(SharedAsyncIOContextTest, FirstErrorIsKeptWithItsPlaceAndItsReason) {
  script_.result = [](const RingOperation& operation) {
    return operation.offset == 300 ? -ENOSPC : static_cast<int32_t>(operation.data.size());
  };
  EXPECT_THAT(Write(Bytes(300), 0), IsOk());
  EXPECT_THAT(Write(Bytes(100), 300), IsOk());
  const auto is_the_error = IsError(StatusCode::kIoError,
                                    "cannot write 'a.tbl': 0 of 100 bytes written at offset 300: "
                                    "No space left on device");
  EXPECT_THAT(context().Finish(&file_), is_the_error);
  script_.result = [](const RingOperation&) { return -EIO; };
  EXPECT_THAT(Write(Bytes(100), 400), is_the_error);
  EXPECT_THAT(context().Finish(&file_), is_the_error);
}

TEST_F(SharedAsyncIOContextTest, LateErrorDropsWhatWasQueued) {
  max_piece_bytes_ = 10;
  script_.result = [](const RingOperation& operation) {
    return operation.offset == 70 ? -EIO : static_cast<int32_t>(operation.data.size());
  };
  EXPECT_THAT(Write(Bytes(10'000), 0), IsOk());
  EXPECT_THAT(context().Finish(&file_), HasCode(StatusCode::kIoError));
  EXPECT_EQ(num_released_, 1);
  EXPECT_LT(script_.operations.size(), 1000);
}

TEST_F(SharedAsyncIOContextTest, CancelWithAFullRingWaitsForTheKernelOnly) {
  MemoryFile other_memory;
  AsyncFile other{.descriptor = other_memory.descriptor(), .name = "b.tbl"};
  for (int i = 0; i < 50; ++i) {
    EXPECT_THAT(Write("abc", i * 3), IsOk());
    EXPECT_THAT(context().SubmitWrite(&other, BufferOf("xyz"), i * 3, Release()), IsOk());
  }
  context().Cancel(&file_);
  EXPECT_EQ(file_.num_pending, 0);
  EXPECT_LT(file_.written_bytes, 150);
  EXPECT_GE(num_released_, 50);
  EXPECT_THAT(context().Finish(&other), IsOk());
  EXPECT_EQ(other_memory.Read().size(), 150);
}

TEST_F(SharedAsyncIOContextTest, EndOfTheContextWaitsForTheKernel) {
  for (int i = 0; i < 50; ++i) EXPECT_THAT(Write("abc", i * 3), IsOk());
  context_.reset();
  EXPECT_EQ(num_released_, 50);
  EXPECT_EQ(memory_.Read().size(), 150);
}

TEST_F(SharedAsyncIOContextTest, SyncIsAnOperationOfTheRing) {
  EXPECT_THAT(Write("abc", 0), IsOk());
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_THAT(context().Sync(&file_), IsOk());
  EXPECT_EQ(script_.operations.back().kind, RingOperation::Kind::kSync);
}

TEST_F(SharedAsyncIOContextTest, RegisteredBuffersAreNamedWhereTheRingTookThem) {
  for (const bool can_register : {true, false}) {
    context_.reset();
    script_.operations.clear();
    script_.can_register = can_register;
    ByteBuffer buffer = BufferOf("abc");
    const std::vector<std::span<char>> memory = {{buffer.data(), buffer.capacity()}};
    EXPECT_EQ(context().RegisterBuffers(memory), can_register);
    EXPECT_THAT(context().SubmitWrite(&file_, std::move(buffer), 0, Release()), IsOk());
    EXPECT_THAT(context().Finish(&file_), IsOk());
    EXPECT_EQ(script_.operations.back().registered_buffer, can_register ? 0 : -1);
  }
}

TEST_F(SharedAsyncIOContextTest, OtherBuffersAreNotTakenForRegisteredOnes) {
  std::vector<char> memory(100);
  const std::vector<std::span<char>> buffers = {memory};
  EXPECT_TRUE(context().RegisterBuffers(buffers));
  EXPECT_THAT(Write("abc", 0), IsOk());
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_EQ(script_.operations.back().registered_buffer, -1);
}

TEST_F(SharedAsyncIOContextTest, PeakCountsTheBytesOnTheirWay) {
  EXPECT_THAT(Write("abc", 0), IsOk());
  EXPECT_THAT(Write("de", 3), IsOk());
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_THAT(Write("f", 5), IsOk());
  EXPECT_THAT(context().Finish(&file_), IsOk());
  EXPECT_EQ(context().peak_bytes(), 5);
}

}  // namespace
}  // namespace tpch
