// An output that keeps nothing.

#pragma once

#include <memory>

#include "tpch/base/byte_buffer.h"
#include "tpch/io/null_sink.h"
#include "tpch/run/run_output.h"

namespace tpch {

/// Takes files for the sake of their digests. Thread-safe.
class NullOutput : public RunOutput {
 public:
  /// `pool` (not owned) gets the buffers back.
  explicit NullOutput(BufferPool* pool) : pool_(pool) {}

  Result<std::unique_ptr<Sink>> OpenSink(const OutputFile& /*file*/) override {
    return MakeNullSink(pool_);
  }

 private:
  BufferPool* const pool_;
};

}  // namespace tpch
