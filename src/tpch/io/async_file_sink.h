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

/// Whether writes go past the page cache.
enum class PageCache : uint8_t { kUse, kBypass };

/// A ring and the blocks in which bytes go to it. Thread-safe.
struct StagedRing {
  StagedRing(std::unique_ptr<Ring> ring, int num_blocks)
      : io(std::make_unique<SharedAsyncIOContext>(std::move(ring))),
        blocks(std::make_unique<StagingBlocks>(io.get(), num_blocks)) {}

  /// The context ends first, so that it can give blocks back.
  ~StagedRing() { io.reset(); }

  StagedRing(const StagedRing&) = delete;
  StagedRing& operator=(const StagedRing&) = delete;

  std::unique_ptr<SharedAsyncIOContext> io;
  std::unique_ptr<StagingBlocks> blocks;
};

/// Asks the kernel to write past the page cache from now on (O_DIRECT). Returns the errno value
/// with which the file system refuses, or 0.
int BypassPageCache(int descriptor);

/// Writes one aligned block at the begin of a file. Returns an errno value, or 0.
int WriteBlock(int descriptor);

/// Copies what it is given into whole blocks, and writes a block when all its bytes have come. So
/// any thread may write any range, of any length and alignment, and Write is done with a buffer
/// when it returns; it goes back to `pool` (not owned). With PageCache::kBypass the descriptor must
/// have been set to it.
std::unique_ptr<Sink> MakeAsyncFileSink(std::unique_ptr<UnfinishedFile> file, PageCache page_cache,
                                        Durability durability, std::shared_ptr<StagedRing> ring,
                                        BufferPool* pool);

}  // namespace tpch
