#include "apps/json_stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstring>
#include <utility>

#include "tpch/base/file_descriptor.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

// How often to check the stop flag: a signal can come just before the wait.
constexpr int kMaxWaitMs = 100;

constexpr int kOpenFlags = O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

Status WriteError(const std::string& name, int error_number) {
  return Status::FromErrno(fmt::format("cannot write '{}'", name), error_number);
}

// An open stream.
class JsonStream : public JsonTarget {
 public:
  JsonStream(FileDescriptor descriptor, std::string name)
      : descriptor_(std::move(descriptor)), name_(std::move(name)) {}

  Status Write(std::string_view text, const std::atomic<bool>& stop) override {
    while (!text.empty()) {
      pollfd taker{descriptor(), POLLOUT, 0};
      if (::poll(&taker, 1, kMaxWaitMs) > 0) {
        TPCH_RETURN_NOT_OK(WritePiece(&text));
      } else if (stop) {
        return Status::Cancelled("interrupted");
      }
    }
    return descriptor_.Close() ? Status::OK() : WriteError(name_, errno);
  }

 protected:
  int descriptor() const { return descriptor_.value(); }

  // Returns the error for a reader that has closed the stream.
  virtual Status Closed() const { return WriteError(name_, EPIPE); }

 private:
  // Writes as much as a ready stream takes without waiting.
  Status WritePiece(std::string_view* text) const {
    const size_t size = std::min<size_t>(text->size(), PIPE_BUF);
    const ssize_t written = ::write(descriptor(), text->data(), size);
    if (written > 0) {
      text->remove_prefix(static_cast<size_t>(written));
      return Status::OK();
    }
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) return Status::OK();
    if (written < 0 && errno == EPIPE) return Closed();
    return WriteError(name_, written < 0 ? errno : EIO);
  }

  FileDescriptor descriptor_;
  std::string name_;
};

class JsonToStandardOutput : public JsonStream {
 public:
  using JsonStream::JsonStream;

  bool IsStandardOutput() const override { return true; }

 private:
  Status Closed() const override { return Status::OutputClosed(); }
};

// A file that cannot be replaced.
class JsonInPlace : public JsonStream {
 public:
  using JsonStream::JsonStream;

  Status Write(std::string_view text, const std::atomic<bool>& stop) override {
    // If this fails, the write reports why.
    static_cast<void>(::ftruncate(descriptor(), 0) == 0);
    return JsonStream::Write(text, stop);
  }
};

// A FIFO that had no reader when the run began.
class JsonToFifo : public JsonTarget {
 public:
  explicit JsonToFifo(fs::path path) : path_(std::move(path)) {}

  Status Write(std::string_view text, const std::atomic<bool>& stop) override {
    while (true) {
      FileDescriptor fifo(::open(path_.c_str(), kOpenFlags));
      if (fifo.is_open()) return WriteTo(std::move(fifo), text, stop);
      if (errno != ENXIO && errno != EINTR) return WriteError(path_.string(), errno);
      if (stop) return Status::Cancelled("interrupted");
      ::poll(nullptr, 0, kMaxWaitMs);
    }
  }

 private:
  Status WriteTo(FileDescriptor fifo, std::string_view text, const std::atomic<bool>& stop) const {
    struct stat status{};
    if (::fstat(fifo.value(), &status) != 0 || !S_ISFIFO(status.st_mode)) {
      return Status::IoError(fmt::format("'{}' is not a FIFO any more", path_.string()));
    }
    return JsonStream(std::move(fifo), path_.string()).Write(text, stop);
  }

  fs::path path_;
};

Result<std::unique_ptr<JsonTarget>> MakeStream(FileDescriptor descriptor, const fs::path& path) {
  return std::unique_ptr<JsonTarget>(
      std::make_unique<JsonStream>(std::move(descriptor), path.string()));
}

// Fills the address of a socket. Its path may be too long for an address, so this uses a short one
// that leads to its directory.
bool MakeAddress(const FileDescriptor& dir, const fs::path& path, sockaddr_un* address) {
  address->sun_family = AF_UNIX;
  const std::string name =
      fmt::format("/proc/self/fd/{}/{}", dir.value(), path.filename().string());
  if (name.size() >= sizeof address->sun_path) return false;
  std::memcpy(address->sun_path, name.c_str(), name.size() + 1);
  return true;
}

Result<std::unique_ptr<JsonTarget>> Connect(const fs::path& path) {
  const fs::path dir = path.has_parent_path() ? path.parent_path() : ".";
  const FileDescriptor dir_descriptor(::open(dir.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!dir_descriptor.is_open()) return WriteError(path.string(), errno);
  sockaddr_un address{};
  if (!MakeAddress(dir_descriptor, path, &address)) return WriteError(path.string(), ENAMETOOLONG);
  FileDescriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!connection.is_open()) return WriteError(path.string(), errno);
  // Waits if many others are connecting.
  const int failure =
      ::connect(connection.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (failure != 0 && errno == EINTR) return Status::Cancelled("interrupted");
  if (failure != 0) return WriteError(path.string(), errno);
  return MakeStream(std::move(connection), path);
}

}  // namespace

std::optional<int> DescriptorOf(const fs::path& path) {
  std::error_code error;
  const fs::path dir = fs::canonical(path.has_parent_path() ? path.parent_path() : ".", error);
  if (error) return std::nullopt;
  if (dir != fs::canonical("/proc/self/fd", error) &&
      dir != fs::canonical("/proc/thread-self/fd", error)) {
    return std::nullopt;
  }
  const std::string name = path.filename().string();
  int number = 0;
  const auto [end, failure] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (failure != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
}

Result<std::unique_ptr<JsonTarget>> OpenJsonDescriptor(int descriptor, const std::string& name) {
  const int flags = ::fcntl(descriptor, F_GETFL);
  if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY || (flags & O_PATH) != 0) {
    return Status::IoError(
        fmt::format("cannot write '{}': descriptor {} is not open for writing", name, descriptor));
  }
  FileDescriptor copy(::fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (!copy.is_open()) return WriteError(name, errno);
  if (descriptor != STDOUT_FILENO) return MakeStream(std::move(copy), name);
  return std::unique_ptr<JsonTarget>(std::make_unique<JsonToStandardOutput>(std::move(copy), name));
}

Result<std::unique_ptr<JsonTarget>> OpenJsonStream(const fs::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return WriteError(path.string(), errno);
  if (S_ISSOCK(status.st_mode)) return Connect(path);
  FileDescriptor descriptor(::open(path.c_str(), kOpenFlags));
  if (descriptor.is_open()) return MakeStream(std::move(descriptor), path);
  if (S_ISFIFO(status.st_mode) && errno == ENXIO) {
    return std::unique_ptr<JsonTarget>(std::make_unique<JsonToFifo>(path));
  }
  return WriteError(path.string(), errno);
}

Result<std::unique_ptr<JsonTarget>> OpenJsonInPlace(const fs::path& path) {
  FileDescriptor descriptor(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!descriptor.is_open()) return WriteError(path.string(), errno);
  return std::unique_ptr<JsonTarget>(
      std::make_unique<JsonInPlace>(std::move(descriptor), path.string()));
}

}  // namespace tpch
