// Sorts rows by base row in bounded memory: distributes them over partitions by ranges of base
// rows, which spill to a temporary file, and sorts each partition separately.

#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tpch/base/file_descriptor.h"
#include "tpch/read/observed_batch.h"
#include "tpch/row_range.h"
#include "tpch/status.h"
#include "tpch/verify/expected_rows.h"

namespace tpch {

/// Where rows spill, and how much memory they may use before that.
struct SpillOptions {
  std::filesystem::path temp_dir;
  int64_t memory_bytes = int64_t{256} << 20;
  /// Target size of a partition, so that a thread can sort it in memory.
  int64_t partition_bytes = int64_t{32} << 20;
};

/// A temporary file without a name, which leaves no trace. Thread-safe.
class SpillFile {
 public:
  static Result<std::unique_ptr<SpillFile>> Create(const std::filesystem::path& dir);
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  /// Appends bytes and returns their offset.
  Result<int64_t> Append(std::string_view bytes);
  Status Read(int64_t offset, int64_t size_bytes, char* out) const;

  /// Returns a path with which this process can open it, valid as long as this object.
  std::filesystem::path path() const;

 private:
  SpillFile(FileDescriptor descriptor, std::string dir)
      : descriptor_(std::move(descriptor)), dir_(std::move(dir)) {}

  const FileDescriptor descriptor_;
  const std::string dir_;
  std::mutex mutex_;
  int64_t size_bytes_ = 0;
};

/// The partitions of one table. Any threads add rows concurrently; then the partitions are read.
class RowPartitions {
 public:
  /// For the rows of `data` and about `estimated_bytes` of rows. `is_present`: the
  /// columns of the table that every row has.
  RowPartitions(Table table, std::vector<bool> is_present, const ExpectedData& data,
                int64_t estimated_bytes, SpillOptions options);
  ~RowPartitions();

  /// Adds all rows of a batch; rows whose key has no base row go to the last partition.
  /// Thread-safe.
  Status Add(const ObservedBatch& batch);

  int64_t num_partitions() const { return static_cast<int64_t>(partitions_.size()); }

  /// Returns the base rows of a partition.
  RowRange BaseRows(int64_t partition) const;

  /// Calls `visit` with batches of a partition's rows, ordered by base row, then by place. Any
  /// thread may call it after all rows are added. Returns Cancelled soon after `stop` becomes true.
  Status Read(int64_t partition, const std::atomic<bool>& stop,
              const std::function<void(const ObservedBatch&)>& visit) const;

 private:
  struct Extent {
    int64_t offset;
    int64_t size_bytes;
  };
  struct Partition {
    std::mutex mutex;
    std::string bytes;  // not spilled yet
    std::vector<Extent> extents;
    int64_t size_bytes = 0;
  };

  int64_t PartitionOf(int64_t base_row) const;

  // Returns the first base row of a partition; behind the last one, the end of all.
  int64_t FirstRow(int64_t partition) const;
  Status Spill(Partition* partition);
  Result<std::string> Load(int64_t partition, const std::atomic<bool>& stop) const;

  const Table table_;
  const std::vector<bool> is_present_;
  const KeyLookup keys_;
  const std::vector<RowRange> ranges_;  // all base rows
  std::vector<int64_t> ranks_;          // of the ranges' first rows, and the number of all rows
  const SpillOptions options_;
  int64_t rows_per_partition_ = 1;
  int64_t buffer_bytes_;  // buffer size of a partition before it spills
  std::vector<std::unique_ptr<Partition>> partitions_;
  std::mutex file_mutex_;
  std::unique_ptr<SpillFile> file_;
};

}  // namespace tpch
