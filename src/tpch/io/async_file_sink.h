// A local file written through a ring.

#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "tpch/io/file_sink.h"
#include "tpch/io/ring.h"
#include "tpch/io/shared_async_io_context.h"
#include "tpch/io/sink.h"
#include "tpch/io/staging_blocks.h"
#include "tpch/io/unfinished_file.h"

namespace tpch {

/// Whether writes use or bypass the page cache.
enum class PageCache : uint8_t { kUse, kBypass };

/// A ring and the blocks through which bytes reach it. Thread-safe.
struct StagedRing {
  StagedRing(std::unique_ptr<Ring> ring, int num_blocks)
      : io(std::make_unique<SharedAsyncIOContext>(std::move(ring))),
        blocks(std::make_unique<StagingBlocks>(io.get(), num_blocks)) {}

  /// Destroys the context first, so that it can return blocks.
  ~StagedRing() { io.reset(); }

  StagedRing(const StagedRing&) = delete;
  StagedRing& operator=(const StagedRing&) = delete;

  std::unique_ptr<SharedAsyncIOContext> io;
  std::unique_ptr<StagingBlocks> blocks;
};

/// Makes the kernel bypass the page cache from now on (O_DIRECT). Returns 0, or the errno value if
/// the file system refuses.
int BypassPageCache(int descriptor);

/// Writes one aligned block at the beginning of a file. Returns an errno value, or 0.
int WriteBlock(int descriptor);

/// Returns a sink that copies its input into whole blocks and writes a block when it is full. Any
/// thread may write any range, of any length and alignment. Write returns the buffer to `pool` (not
/// owned). REQUIRES: for PageCache::kBypass, BypassPageCache has succeeded for the descriptor.
std::unique_ptr<Sink> MakeAsyncFileSink(std::unique_ptr<UnfinishedFile> file, PageCache page_cache,
                                        Durability durability, std::shared_ptr<StagedRing> ring,
                                        BufferPool* pool);

}  // namespace tpch
