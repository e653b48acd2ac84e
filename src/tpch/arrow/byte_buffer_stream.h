// An Arrow output stream that writes to a byte buffer.

#pragma once

#include <arrow/io/interfaces.h>
#include <arrow/result.h>
#include <arrow/status.h>

#include <cstdint>
#include <string_view>

#include "tpch/base/byte_buffer.h"

namespace tpch {

/// Appends its input to a buffer, or only counts it if there is none. Not thread-safe.
class ByteBufferStream : public arrow::io::OutputStream {
 public:
  /// `out` is not owned; null: count only.
  explicit ByteBufferStream(ByteBuffer* out) : out_(out) { set_mode(arrow::io::FileMode::WRITE); }

  void set_out(ByteBuffer* out) { out_ = out; }

  /// Returns the number of bytes written.
  arrow::Result<int64_t> Tell() const override { return position_; }

  using arrow::io::OutputStream::Write;
  arrow::Status Write(const void* data, int64_t num_bytes) override {
    position_ += num_bytes;
    if (out_ != nullptr) {
      out_->Append({static_cast<const char*>(data), static_cast<size_t>(num_bytes)});
    }
    return arrow::Status::OK();
  }

  arrow::Status Close() override {
    closed_ = true;
    return arrow::Status::OK();
  }
  bool closed() const override { return closed_; }

 private:
  ByteBuffer* out_;
  int64_t position_ = 0;
  bool closed_ = false;
};

}  // namespace tpch
