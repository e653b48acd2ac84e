// Limits the memory for reading a file of unknown origin.

#pragma once

#include <arrow/memory_pool.h>
#include <arrow/status.h>

#include <cstdint>

namespace tpch {

class LimitedPool;

/// Memory for reading one run of a file, with a limit based on the run's size in the file, so that
/// a few bytes that claim to be gigabytes cause an error. Thread-safe. Outlives Arrow's allocations
/// from it, except buffers that Arrow's own threads are about to free.
class RunMemory {
 public:
  /// The limit is 64 MiB plus 16 times the run's size in the file, because compression shrinks
  /// TPC-H's rows at most to a tenth. `run_bytes` may be any number.
  explicit RunMemory(int64_t run_bytes);
  ~RunMemory();

  RunMemory(const RunMemory&) = delete;
  RunMemory& operator=(const RunMemory&) = delete;

  /// Returns the pool to allocate from. Not owned; a reader may refer to it until the process ends.
  arrow::MemoryPool* pool() const;

  int64_t limit_bytes() const;

  /// Returns the same error, or one that names the limit if an allocation was refused.
  arrow::Status Explain(const arrow::Status& status) const;

 private:
  LimitedPool* const pool_;
};

}  // namespace tpch
