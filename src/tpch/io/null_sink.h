// An output that keeps nothing.

#pragma once

#include <memory>

#include "tpch/io/sink.h"

namespace tpch {

/// Takes bytes for the sake of their digest; buffers go back to `pool` (not owned).
std::unique_ptr<Sink> MakeNullSink(BufferPool* pool);

}  // namespace tpch
