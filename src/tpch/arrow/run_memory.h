// The memory that reading a file of unknown origin may take.

#pragma once

#include <arrow/memory_pool.h>
#include <arrow/status.h>

#include <cstdint>

namespace tpch {

/// A memory pool for reading one run of a file, with a limit that follows from the bytes that the
/// run has in the file. So a few bytes that claim to be gigabytes end in an error. Thread-safe.
/// Outlives all that Arrow allocates from it.
class RunMemory {
 public:
  /// The limit is 64 MiB and 16 times the run's bytes in the file: rows of TPC-H shrink to a third
  /// when they are compressed, to a tenth at most. `run_bytes` may be anything.
  explicit RunMemory(int64_t run_bytes);

  RunMemory(const RunMemory&) = delete;
  RunMemory& operator=(const RunMemory&) = delete;

  /// Returns the pool. Owned by this object.
  arrow::MemoryPool* pool() { return &pool_; }

  /// Returns the same error, or one that names the limit if memory was refused because of it.
  arrow::Status Explain(const arrow::Status& status) const;

 private:
  const int64_t limit_bytes_;
  arrow::ProxyMemoryPool counter_;  // counts what is allocated here, not by others
  arrow::CappedMemoryPool pool_;
};

}  // namespace tpch
