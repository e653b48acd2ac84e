// A local file written by pwrite.

#pragma once

#include <memory>

#include "tpch/io/sink.h"
#include "tpch/io/unfinished_file.h"
#include "tpch/output_options.h"

namespace tpch {

/// Returns a sink that writes buffers to `file` as they arrive. Buffers go back to `pool` (not
/// owned, outlives the sink).
std::unique_ptr<Sink> MakeFileSink(std::unique_ptr<UnfinishedFile> file, Durability durability,
                                   BufferPool* pool);

}  // namespace tpch
