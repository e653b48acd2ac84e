// Standard output, or any other stream, as an append sink.

#pragma once

#include <memory>

#include "tpch/io/sink.h"

namespace tpch {

/// Writes to a descriptor that it does not own. A reader that goes away is Status::OutputClosed,
/// for which the process must ignore SIGPIPE. Buffers go back to `pool` (not owned, outlives the
/// sink).
std::unique_ptr<Sink> MakeStreamSink(int descriptor, BufferPool* pool);

}  // namespace tpch
