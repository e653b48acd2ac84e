// A local file written by pwrite under a temporary name.

#pragma once

#include <filesystem>
#include <memory>

#include "tpch/io/sink.h"

namespace tpch {

/// What to do when the final name is taken when the file is complete.
enum class Existing : uint8_t { kKeep, kReplace };

/// Opens `.<name>.<random>.inprogress` beside `path`, making missing directories; the random part
/// and exclusive creation keep runs apart that write to the same directory. The file is renamed to
/// `path` when it is complete, so that no reader ever sees a part of it. With Existing::kKeep a
/// file that appeared at `path` meanwhile stays, and Commit fails. Buffers go back to `pool` (not
/// owned, outlives the sink).
Result<std::unique_ptr<Sink>> OpenFileSink(const std::filesystem::path& path, Existing existing,
                                           BufferPool* pool);

}  // namespace tpch
