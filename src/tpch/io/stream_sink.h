// Standard output, or any other stream, as an append-only sink.

#pragma once

#include <memory>

#include "tpch/io/sink.h"

namespace tpch {

/// Returns a sink that writes to a descriptor that it does not own. If the reader disappears,
/// returns Status::OutputClosed; REQUIRES: the process ignores SIGPIPE. Buffers go back to `pool`
/// (not owned, outlives the sink).
std::unique_ptr<Sink> MakeStreamSink(int descriptor, BufferPool* pool);

}  // namespace tpch
