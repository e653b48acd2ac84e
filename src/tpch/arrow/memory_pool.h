// The memory pool for Arrow's own allocations.

#pragma once

#include <arrow/memory_pool.h>

namespace tpch {

/// Returns the pool that gives memory back soonest: jemalloc where the Arrow library has it, else
/// the system's (mimalloc, Arrow's usual default, keeps a fifth more). Valid for the life of the
/// program, thread-safe.
arrow::MemoryPool* ArrowMemoryPool();

}  // namespace tpch
