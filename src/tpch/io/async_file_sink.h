// A local file written through the ring that all files of a run share.

#pragma once

#include <memory>

#include "tpch/io/file_sink.h"
#include "tpch/io/sink.h"
#include "tpch/io/staging_blocks.h"
#include "tpch/io/unfinished_file.h"

namespace tpch {

/// Whether writes go past the page cache.
enum class PageCache : uint8_t { kUse, kBypass };

/// What the asynchronous sinks of a run share. Nothing is owned; all outlive the sinks.
struct AsyncFileSinkContext {
  SharedAsyncIOContext* io;
  StagingBlocks* blocks;
  BufferPool* pool;  ///< takes the written buffers back
};

/// Asks the kernel to write past the page cache from now on (O_DIRECT). Returns the errno value
/// with which the file system refuses, or 0.
int BypassPageCache(int descriptor);

/// Writes one aligned block at the begin of a file. Returns an errno value, or 0.
int WriteBlock(int descriptor);

/// Copies what it is given into whole blocks, and writes a block when all its bytes have come. So
/// any thread may write any range, of any length and alignment, and Write is done with a buffer
/// when it returns. With PageCache::kBypass the descriptor must have been set to it.
std::unique_ptr<Sink> MakeAsyncFileSink(std::unique_ptr<UnfinishedFile> file, PageCache page_cache,
                                        Durability durability, const AsyncFileSinkContext& context);

}  // namespace tpch
