#include "tpch/io/stream_sink.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace tpch {
namespace {

class StreamSink : public Sink {
 public:
  StreamSink(int descriptor, BufferPool* pool) : descriptor_(descriptor), pool_(pool) {}

  WriteOrder write_order() const override { return WriteOrder::kSequential; }

  Status Write(ByteBuffer buffer, int64_t /*offset*/) override {
    std::string_view rest = buffer.view();
    while (!rest.empty()) {
      const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
      if (written < 0) {
        if (errno == EINTR) continue;
        if (errno == EAGAIN) {
          AwaitRoom();
          continue;
        }
        if (errno == EPIPE) return Status::OutputClosed();
        return Status::FromErrno("cannot write to standard output", errno);
      }
      rest.remove_prefix(static_cast<size_t>(written));
    }
    pool_->Give(std::move(buffer));
    return Status::OK();
  }

  Status Commit(int64_t /*size_bytes*/, std::string_view /*magic*/) override {
    return Status::OK();
  }
  void Abort() override {}

 private:
  /// Waits until a stream that somebody made non-blocking takes bytes again.
  void AwaitRoom() const {
    pollfd poll_descriptor{descriptor_, POLLOUT, 0};
    ::poll(&poll_descriptor, 1, -1);
  }

  int descriptor_;
  BufferPool* pool_;
};

}  // namespace

std::unique_ptr<Sink> MakeStreamSink(int descriptor, BufferPool* pool) {
  return std::make_unique<StreamSink>(descriptor, pool);
}

}  // namespace tpch
