// Outputs in memory that can simulate failures.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "tpch/io/sink.h"

namespace tpch {

/// The contents and the state of an output; outlives its sink.
struct MemoryOutput {
  enum class State { kOpen, kCommitted, kAborted };

  std::mutex mutex;
  std::string bytes;
  State state = State::kOpen;
};

/// Returns an error if a write should fail.
using WriteCheck = std::function<Status()>;

/// Appends to the existing bytes of an output: offsets start at their end.
class MemorySink : public Sink {
 public:
  MemorySink(WriteOrder order, std::shared_ptr<MemoryOutput> output, WriteCheck check)
      : order_(order),
        output_(std::move(output)),
        check_(std::move(check)),
        begin_(output_->bytes.size()) {}

  ~MemorySink() override { Abort(); }

  WriteOrder write_order() const override { return order_; }

  Status Write(ByteBuffer buffer, int64_t offset) override {
    TPCH_RETURN_NOT_OK(check_());
    const std::lock_guard lock(output_->mutex);
    const size_t begin = begin_ + static_cast<size_t>(offset);
    if (order_ == WriteOrder::kSequential && begin != output_->bytes.size()) {
      return Status::IoError("a stream cannot seek");
    }
    if (output_->bytes.size() < begin + buffer.size()) output_->bytes.resize(begin + buffer.size());
    output_->bytes.replace(begin, buffer.size(), buffer.view());
    return Status::OK();
  }

  Status Finish(int64_t size_bytes, std::string_view magic) override {
    const std::lock_guard lock(output_->mutex);
    const std::string_view bytes = std::string_view(output_->bytes).substr(begin_);
    if (bytes.size() != static_cast<size_t>(size_bytes)) return Status::IoError("wrong size");
    if (!bytes.starts_with(magic) || !bytes.ends_with(magic)) return Status::IoError("no magic");
    return Status::OK();
  }

  void Abort() override {
    const std::lock_guard lock(output_->mutex);
    if (output_->state == MemoryOutput::State::kOpen) {
      output_->state = MemoryOutput::State::kAborted;
    }
  }

 private:
  Status DoGiveName() override {
    const std::lock_guard lock(output_->mutex);
    output_->state = MemoryOutput::State::kCommitted;
    return Status::OK();
  }

  WriteOrder order_;
  std::shared_ptr<MemoryOutput> output_;
  WriteCheck check_;
  size_t begin_;
};

inline std::unique_ptr<Sink> MakeMemorySink(WriteOrder order, std::shared_ptr<MemoryOutput> output,
                                            WriteCheck check) {
  return std::make_unique<MemorySink>(order, std::move(output), std::move(check));
}

/// Returns a check that accepts `num_writes` writes and fails all others.
inline WriteCheck FailAfter(int num_writes) {
  auto rest = std::make_shared<std::atomic<int>>(num_writes);
  return
      [rest] { return rest->fetch_sub(1) > 0 ? Status::OK() : Status::IoError("no space left"); };
}

inline Status NeverFail() { return Status::OK(); }

}  // namespace tpch
