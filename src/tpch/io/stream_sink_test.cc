#include "tpch/io/stream_sink.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

/// A pipe whose ends are closed at the latest by the destructor.
class Pipe {
 public:
  Pipe() : ok_(::pipe2(ends_.data(), O_CLOEXEC) == 0) {}
  ~Pipe() {
    CloseReader();
    CloseWriter();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  bool ok() const { return ok_; }
  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void CloseReader() { Close(&ends_[0]); }
  void CloseWriter() { Close(&ends_[1]); }

  /// Reads until the writer's end is closed.
  std::string ReadAll() const {
    std::string bytes;
    std::array<char, 4096> piece;
    for (ssize_t size; (size = ::read(reader(), piece.data(), piece.size())) > 0;) {
      bytes.append(piece.data(), static_cast<size_t>(size));
    }
    return bytes;
  }

 private:
  static void Close(int* end) {
    if (*end >= 0) ::close(std::exchange(*end, -1));
  }

  std::array<int, 2> ends_ = {-1, -1};
  bool ok_;
};

ByteBuffer Bytes(std::string_view bytes) {
  ByteBuffer buffer;
  buffer.Append(bytes);
  return buffer;
}

/// More than a pipe holds.
std::string ManyBytes() {
  std::string bytes;
  for (int i = 0; bytes.size() < 1'000'000; ++i) bytes += std::to_string(i);
  return bytes;
}

/// Writes many bytes to the pipe while they are read, and checks that they arrive.
void ExpectBytesArrive(Pipe* pipe) {
  const std::string expected = ManyBytes();
  std::string read;
  BufferPool pool;
  {
    const std::jthread reader([&] { read = pipe->ReadAll(); });
    const auto sink = MakeStreamSink(pipe->writer(), &pool);
    EXPECT_THAT(sink->Write(Bytes(expected), 0), IsOk());
    EXPECT_THAT(sink->Write(Bytes("the end"), static_cast<int64_t>(expected.size())), IsOk());
    EXPECT_THAT(sink->Commit(static_cast<int64_t>(expected.size()) + 7, /*magic=*/""), IsOk());
    pipe->CloseWriter();
  }
  EXPECT_TRUE(read == expected + "the end");
  EXPECT_GT(pool.Take().capacity(), 0);
}

TEST(StreamSink, TakesBytesInOrder) {
  BufferPool pool;
  EXPECT_EQ(MakeStreamSink(1, &pool)->write_order(), WriteOrder::kSequential);
  Pipe pipe;
  ASSERT_TRUE(pipe.ok());
  ExpectBytesArrive(&pipe);
}

TEST(StreamSink, WaitsForRoomInANonBlockingPipe) {
  Pipe pipe;
  ASSERT_TRUE(pipe.ok());
  ASSERT_EQ(::fcntl(pipe.writer(), F_SETFL, O_NONBLOCK), 0);
  ExpectBytesArrive(&pipe);
}

TEST(StreamSink, ReaderThatWentAwayIsOutputClosed) {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  ASSERT_TRUE(pipe.ok());
  pipe.CloseReader();
  BufferPool pool;
  EXPECT_THAT(MakeStreamSink(pipe.writer(), &pool)->Write(Bytes("abc"), 0),
              HasCode(StatusCode::kOutputClosed));
}

TEST(StreamSink, OtherErrorsNameTheReason) {
  BufferPool pool;
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  EXPECT_THAT(
      MakeStreamSink(full, &pool)->Write(Bytes("abc"), 0),
      IsError(StatusCode::kIoError, "cannot write to standard output: No space left on device"));
  ::close(full);
}

TEST(StreamSink, DoesNotOwnTheDescriptor) {
  Pipe pipe;
  ASSERT_TRUE(pipe.ok());
  BufferPool pool;
  {
    const auto sink = MakeStreamSink(pipe.writer(), &pool);
  }
  EXPECT_EQ(::write(pipe.writer(), "a", 1), 1);
}

}  // namespace
}  // namespace tpch
