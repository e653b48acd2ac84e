#include "tpch/run/null_output.h"

#include <utility>

namespace tpch {
namespace {

class NullSink : public Sink {
 public:
  explicit NullSink(BufferPool* pool) : pool_(pool) {}

  WriteOrder write_order() const override { return WriteOrder::kAny; }

  Status Write(ByteBuffer buffer, int64_t /*offset*/) override {
    pool_->Give(std::move(buffer));
    return Status::OK();
  }

  Status Finish(int64_t /*size_bytes*/, std::string_view /*magic*/) override {
    return Status::OK();
  }
  void Abort() override {}

 private:
  Status DoGiveName() override { return Status::OK(); }

  BufferPool* const pool_;
};

}  // namespace

Result<std::unique_ptr<Sink>> NullOutput::OpenSink(const OutputFile& /*file*/) {
  return std::unique_ptr<Sink>(new NullSink(pool_));
}

}  // namespace tpch
