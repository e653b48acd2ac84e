#include "tpch/io/stream_sink.h"

#include <cerrno>
#include <utility>

#include "tpch/base/file_descriptor.h"

namespace tpch {
namespace {

class StreamSink : public Sink {
 public:
  StreamSink(int descriptor, BufferPool* pool) : descriptor_(descriptor), pool_(pool) {}

  WriteOrder write_order() const override { return WriteOrder::kSequential; }

  Status Write(ByteBuffer buffer, int64_t /*offset*/) override {
    const int error_number = WriteFully(descriptor_, buffer.view());
    if (error_number == EPIPE) return Status::OutputClosed();
    if (error_number != 0) {
      return Status::FromErrno("cannot write to standard output", error_number);
    }
    pool_->Give(std::move(buffer));
    return Status::OK();
  }

  Status Finish(int64_t /*size_bytes*/, std::string_view /*magic*/) override {
    return Status::OK();
  }
  void Abort() override {}

 private:
  Status DoGiveName() override { return Status::OK(); }

  int descriptor_;
  BufferPool* pool_;
};

}  // namespace

std::unique_ptr<Sink> MakeStreamSink(int descriptor, BufferPool* pool) {
  return std::make_unique<StreamSink>(descriptor, pool);
}

}  // namespace tpch
