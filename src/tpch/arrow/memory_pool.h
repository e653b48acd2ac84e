// The memory pool for Arrow's own allocations.

#pragma once

#include <arrow/memory_pool.h>

namespace tpch {

/// Returns the pool that frees memory soonest: jemalloc if the Arrow library has it, otherwise the
/// system's (mimalloc, Arrow's usual default, keeps a fifth more). Valid for the life of the
/// program, and thread-safe.
arrow::MemoryPool* ArrowMemoryPool();

}  // namespace tpch
