// An output that discards all bytes.

#pragma once

#include <memory>

#include "tpch/base/byte_buffer.h"
#include "tpch/run/run_output.h"

namespace tpch {

/// Accepts files only to compute their digests. Thread-safe.
class NullOutput : public RunOutput {
 public:
  /// Buffers go back to `pool` (not owned).
  explicit NullOutput(BufferPool* pool) : pool_(pool) {}

  Result<std::unique_ptr<Sink>> OpenSink(const OutputFile& file) override;

 private:
  BufferPool* const pool_;
};

}  // namespace tpch
