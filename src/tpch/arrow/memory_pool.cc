#include "tpch/arrow/memory_pool.h"

#include <arrow/status.h>

namespace tpch {

namespace {

arrow::MemoryPool* MakePool() {
  arrow::MemoryPool* pool = nullptr;
  if (!arrow::jemalloc_memory_pool(&pool).ok()) return arrow::system_memory_pool();
  // Return freed pages at once: they are column chunks, too large to keep for the next one.
  (void)arrow::jemalloc_set_decay_ms(0);
  return pool;
}

}  // namespace

arrow::MemoryPool* ArrowMemoryPool() {
  static arrow::MemoryPool* const kPool = MakePool();
  return kPool;
}

}  // namespace tpch
