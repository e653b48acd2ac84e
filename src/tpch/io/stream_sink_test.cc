#include "tpch/io/stream_sink.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

#include "tests/unit/status_matchers.h"
#include "tpch/base/file_descriptor.h"

namespace tpch {
namespace {

/// A pipe whose ends are closed at the latest by the destructor.
class Pipe {
 public:
  Pipe() {
    std::array<int, 2> ends = {-1, -1};
    static_cast<void>(::pipe2(ends.data(), O_CLOEXEC));
    reader_ = FileDescriptor(ends[0]);
    writer_ = FileDescriptor(ends[1]);
  }

  bool ok() const { return reader_.is_open(); }
  int reader() const { return reader_.value(); }
  int writer() const { return writer_.value(); }
  void CloseReader() { static_cast<void>(reader_.Close()); }
  void CloseWriter() { static_cast<void>(writer_.Close()); }

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
  FileDescriptor reader_;
  FileDescriptor writer_;
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
  const FileDescriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  ASSERT_TRUE(full.is_open());
  EXPECT_THAT(
      MakeStreamSink(full.value(), &pool)->Write(Bytes("abc"), 0),
      IsError(StatusCode::kIoError, "cannot write to standard output: No space left on device"));
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
