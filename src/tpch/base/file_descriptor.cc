#include "tpch/base/file_descriptor.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace tpch {
namespace {

constexpr int kMaxStalls = 100;

// Waits until a non-blocking stream accepts bytes again.
void AwaitRoom(int descriptor) {
  pollfd poll_descriptor{descriptor, POLLOUT, 0};
  ::poll(&poll_descriptor, 1, -1);
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  FileDescriptor replaced(std::exchange(value_, other.Release()));
  return *this;
}

bool FileDescriptor::Close() { return value_ < 0 || ::close(Release()) == 0; }

int WriteFully(std::string_view bytes,
               const std::function<ssize_t(std::string_view rest)>& write_some) {
  int num_stalls = 0;
  while (!bytes.empty()) {
    const ssize_t written = write_some(bytes);
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    num_stalls = written == 0 ? num_stalls + 1 : 0;
    if (num_stalls >= kMaxStalls) return EIO;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

int WriteFully(int descriptor, std::string_view bytes) {
  return WriteFully(bytes, [descriptor](std::string_view rest) {
    const ssize_t written = ::write(descriptor, rest.data(), rest.size());
    if (written < 0 && errno == EAGAIN) {
      AwaitRoom(descriptor);
      errno = EINTR;  // WriteFully retries after EINTR
    }
    return written;
  });
}

int WriteFullyAt(int descriptor, std::string_view bytes, int64_t offset) {
  const int64_t end = offset + static_cast<int64_t>(bytes.size());
  return WriteFully(bytes, [descriptor, end](std::string_view rest) {
    return ::pwrite(descriptor, rest.data(), rest.size(), end - static_cast<int64_t>(rest.size()));
  });
}

ssize_t ReadFullyAt(int descriptor, std::span<char> out, int64_t offset) {
  size_t done = 0;
  while (done < out.size()) {
    const ssize_t count = ::pread(descriptor, out.data() + done, out.size() - done,
                                  offset + static_cast<int64_t>(done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -1;
    if (count == 0) break;
    done += static_cast<size_t>(count);
  }
  return static_cast<ssize_t>(done);
}

}  // namespace tpch
