#include "tpch/base/file_descriptor.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <thread>

namespace tpch {
namespace {

bool IsOpen(int descriptor) { return ::fcntl(descriptor, F_GETFD) >= 0; }

FileDescriptor MemoryFile() { return FileDescriptor(::memfd_create("test", MFD_CLOEXEC)); }

TEST(FileDescriptor, IsClosedByItsOwner) {
  int number = -1;
  {
    const FileDescriptor file = MemoryFile();
    number = file.value();
    EXPECT_TRUE(file.is_open());
    EXPECT_TRUE(IsOpen(number));
  }
  EXPECT_FALSE(IsOpen(number));
}

TEST(FileDescriptor, MovesAndClosesWhatItReplaces) {
  FileDescriptor from = MemoryFile();
  FileDescriptor to = MemoryFile();
  const int moved = from.value();
  const int replaced = to.value();
  to = std::move(from);
  EXPECT_EQ(to.value(), moved);
  EXPECT_TRUE(IsOpen(moved));
  EXPECT_FALSE(IsOpen(replaced));
}

TEST(FileDescriptor, HandsOverAndReportsAFailedClose) {
  FileDescriptor file = MemoryFile();
  const FileDescriptor taken(file.Release());
  EXPECT_FALSE(file.is_open());
  EXPECT_TRUE(IsOpen(taken.value()));
  EXPECT_TRUE(file.Close()) << "there is none to close";
  FileDescriptor unknown(1 << 20);
  EXPECT_FALSE(unknown.Close());
  EXPECT_EQ(errno, EBADF);
}

TEST(WriteFully, GoesOnAfterShortAndInterruptedWrites) {
  std::string written;
  int num_calls = 0;
  const auto write_some = [&](std::string_view rest) -> ssize_t {
    errno = EINTR;
    if (++num_calls % 3 == 0) return -1;
    if (num_calls % 3 == 1) return 0;
    written += rest.substr(0, 2);
    return static_cast<ssize_t>(std::min<size_t>(2, rest.size()));
  };
  EXPECT_EQ(WriteFully("abcde", write_some), 0);
  EXPECT_EQ(written, "abcde");
}

TEST(WriteFully, EndsWhenNothingIsWritten) {
  int num_calls = 0;
  EXPECT_EQ(WriteFully("a", [&](std::string_view) -> ssize_t { return ++num_calls, 0; }), EIO);
  EXPECT_EQ(num_calls, 100);
}

TEST(WriteFully, ReturnsTheError) {
  const auto fail = [](std::string_view) -> ssize_t { return errno = ENOSPC, -1; };
  EXPECT_EQ(WriteFully("a", fail), ENOSPC);
  EXPECT_EQ(WriteFully("", fail), 0);
}

TEST(WriteFully, WaitsForANonBlockingStream) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK), 0);
  const FileDescriptor read_end(ends[0]);
  FileDescriptor write_end(ends[1]);
  const std::string text(size_t{1} << 20, 'x');  // more than a pipe holds
  int error_number = -1;
  std::jthread writer([&] {
    error_number = WriteFully(write_end.value(), text);
    static_cast<void>(write_end.Close());
  });
  std::string read;
  std::array<char, 4096> piece;
  for (ssize_t count = -1; count != 0;) {
    count = ::read(read_end.value(), piece.data(), piece.size());
    if (count > 0) read.append(piece.data(), static_cast<size_t>(count));
  }
  writer.join();
  EXPECT_EQ(error_number, 0);
  EXPECT_EQ(read, text);
}

TEST(ReadFullyAt, ReadsWhatWasWrittenAndStopsAtTheEnd) {
  const FileDescriptor file = MemoryFile();
  ASSERT_EQ(WriteFullyAt(file.value(), "abcdef", 2), 0);
  std::array<char, 4> out{};
  EXPECT_EQ(ReadFullyAt(file.value(), out, 2), 4);
  EXPECT_EQ(std::string_view(out.data(), 4), "abcd");
  EXPECT_EQ(ReadFullyAt(file.value(), out, 6), 2);
  EXPECT_EQ(std::string_view(out.data(), 2), "ef");
  EXPECT_EQ(ReadFullyAt(file.value(), out, 100), 0);
}

TEST(ReadFullyAt, ReturnsTheError) {
  std::array<char, 4> out{};
  EXPECT_EQ(ReadFullyAt(-1, out, 0), -1);
  EXPECT_EQ(errno, EBADF);
  EXPECT_EQ(WriteFullyAt(-1, "a", 0), EBADF);
}

}  // namespace
}  // namespace tpch
