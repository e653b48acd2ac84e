// The memory that reading a file of unknown origin may take.

#pragma once

#include <arrow/memory_pool.h>
#include <arrow/status.h>

#include <cstdint>

namespace tpch {

class LimitedPool;

/// Memory for reading one run of a file, with a limit that follows from the bytes that the run has
/// in the file. So a few bytes that claim to be gigabytes end in an error. Thread-safe. Outlives
/// what Arrow allocates from it, but for what Arrow's own threads are about to free.
class RunMemory {
 public:
  /// The limit is 64 MiB and 16 times the run's bytes in the file: TPC-H's rows shrink to a tenth,
  /// at most, when they are compressed. `run_bytes` may be any number.
  explicit RunMemory(int64_t run_bytes);
  ~RunMemory();

  RunMemory(const RunMemory&) = delete;
  RunMemory& operator=(const RunMemory&) = delete;

  /// Returns the pool to allocate from. Not owned; a reader may refer to it until the process ends.
  arrow::MemoryPool* pool() const;

  int64_t limit_bytes() const;

  /// Returns the same error, or one that names the limit if memory was refused.
  arrow::Status Explain(const arrow::Status& status) const;

 private:
  LimitedPool* const pool_;
};

}  // namespace tpch
