// An output that discards everything.

#pragma once

#include <memory>

#include "tpch/io/sink.h"

namespace tpch {

/// Returns a sink that discards bytes, for digest-only runs; buffers go back to `pool` (not owned).
std::unique_ptr<Sink> MakeNullSink(BufferPool* pool);

}  // namespace tpch
