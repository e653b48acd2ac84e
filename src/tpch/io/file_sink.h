// A local file written by pwrite.

#pragma once

#include <memory>

#include "tpch/io/file_output_options.h"
#include "tpch/io/sink.h"
#include "tpch/io/unfinished_file.h"

namespace tpch {

/// Writes to `file` as the buffers come. Buffers go back to `pool` (not owned, outlives the sink).
std::unique_ptr<Sink> MakeFileSink(std::unique_ptr<UnfinishedFile> file, Durability durability,
                                   BufferPool* pool);

}  // namespace tpch
