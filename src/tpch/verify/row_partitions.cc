#include "tpch/verify/row_partitions.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <tuple>
#include <utility>

#include "tpch/base/divide.h"
#include "tpch/read/table_file.h"
#include "tpch/verify/row_codec.h"
#include "tpch/verify/row_keys.h"

namespace tpch {
namespace {

// More would make the spilled pieces too small.
constexpr int64_t kMaxPartitions = 1024;

// The largest size of a partition when keys are distributed unlike the reference's.
constexpr int64_t kMaxPartitionBytes = int64_t{1} << 30;

constexpr int64_t kMinBufferBytes = int64_t{64} << 10;

// Rows to sort between checks of the stop flag.
constexpr size_t kSortedRows = size_t{1} << 18;

// Sorts pieces and merges them, because a single sort could not be interrupted.
Status SortRows(std::vector<EncodedRow>* rows, const std::atomic<bool>& stop) {
  const auto order = [](const EncodedRow& row) {
    return std::tuple(row.base_row, row.place.file, row.place.position);
  };
  const auto at = [rows](size_t index) {
    return rows->begin() + static_cast<std::ptrdiff_t>(std::min(index, rows->size()));
  };
  for (size_t begin = 0; begin < rows->size(); begin += kSortedRows) {
    if (stop) return Status::Cancelled("interrupted");
    std::ranges::sort(at(begin), at(begin + kSortedRows), {}, order);
  }
  for (size_t size = kSortedRows; size < rows->size(); size *= 2) {
    for (size_t begin = 0; begin + size < rows->size(); begin += 2 * size) {
      if (stop) return Status::Cancelled("interrupted");
      std::ranges::inplace_merge(at(begin), at(begin + size), at(begin + 2 * size), {}, order);
    }
  }
  return Status::OK();
}

}  // namespace

Result<std::unique_ptr<SpillFile>> SpillFile::Create(const std::filesystem::path& dir) {
  std::string name = (dir / "tpch-verify-XXXXXX").string();
  FileDescriptor descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!descriptor.is_open()) {
    return Status::FromErrno(
        Field::kTempDir, fmt::format("cannot make a temporary file in '{}'", dir.string()), errno);
  }
  ::unlink(name.c_str());
  return std::unique_ptr<SpillFile>(new SpillFile(std::move(descriptor), dir.string()));
}

Result<int64_t> SpillFile::Append(std::string_view bytes) {
  int64_t offset = 0;
  {
    const std::lock_guard lock(mutex_);
    offset = std::exchange(size_bytes_, size_bytes_ + static_cast<int64_t>(bytes.size()));
  }
  const int error_number = WriteFullyAt(descriptor_.value(), bytes, offset);
  if (error_number == 0) return offset;
  return Status::FromErrno(
      Field::kTempDir, fmt::format("cannot write a temporary file in '{}'", dir_), error_number);
}

Status SpillFile::Read(int64_t offset, int64_t size_bytes, char* out) const {
  const ssize_t num_read =
      ReadFullyAt(descriptor_.value(), {out, static_cast<size_t>(size_bytes)}, offset);
  if (num_read == size_bytes) return Status::OK();
  return Status::FromErrno(fmt::format("cannot read a temporary file in '{}'", dir_),
                           num_read < 0 ? errno : EIO);
}

std::filesystem::path SpillFile::path() const {
  return fmt::format("/proc/self/fd/{}", descriptor_.value());
}

RowPartitions::RowPartitions(Table table, std::vector<bool> is_present, const ExpectedData& data,
                             int64_t estimated_bytes, SpillOptions options)
    : table_(table),
      is_present_(std::move(is_present)),
      keys_(table, data),
      ranges_(data.AllBaseRows(table)),
      options_(std::move(options)) {
  ranks_.push_back(0);
  for (const RowRange& range : ranges_) ranks_.push_back(ranks_.back() + range.size());
  const int64_t num_partitions =
      std::clamp<int64_t>(DivideUp(estimated_bytes, options_.partition_bytes), 1,
                          std::clamp<int64_t>(ranks_.back(), 1, kMaxPartitions));
  rows_per_partition_ = DivideUp(ranks_.back(), num_partitions);
  buffer_bytes_ = std::max(options_.memory_bytes / num_partitions, kMinBufferBytes);
  for (int64_t i = 0; i < num_partitions; ++i) {
    partitions_.push_back(std::make_unique<Partition>());
  }
}

RowPartitions::~RowPartitions() = default;

RowRange RowPartitions::BaseRows(int64_t partition) const {
  return {FirstRow(partition), FirstRow(partition + 1)};
}

int64_t RowPartitions::FirstRow(int64_t partition) const {
  const int64_t rank = partition * rows_per_partition_;
  if (rank >= ranks_.back()) return ranges_.back().end;
  const auto index =
      static_cast<size_t>(std::ranges::upper_bound(ranks_, rank) - ranks_.begin()) - 1;
  return ranges_[index].begin + rank - ranks_[index];
}

int64_t RowPartitions::PartitionOf(int64_t base_row) const {
  const RowRange* const range = FindRange(ranges_, base_row);
  if (range == nullptr) return num_partitions() - 1;
  const int64_t rank = ranks_[static_cast<size_t>(range - ranges_.data())];
  return (rank + base_row - range->begin) / rows_per_partition_;
}

Status RowPartitions::Add(const ObservedBatch& batch) {
  std::vector<std::string> encoded(partitions_.size());
  for (int64_t row = 0; row < batch.num_rows(); ++row) {
    const int64_t major = batch.columns[kMajorKey].numbers[static_cast<size_t>(row)];
    const int64_t base_row = keys_.BaseRow(major);
    EncodeRow(batch, row, base_row, &encoded[static_cast<size_t>(PartitionOf(base_row))]);
  }
  for (size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i].empty()) continue;
    Partition& partition = *partitions_[i];
    const std::lock_guard lock(partition.mutex);
    partition.bytes += encoded[i];
    partition.size_bytes += static_cast<int64_t>(encoded[i].size());
    // Fails before the temporary file holds all rows.
    if (partition.size_bytes > kMaxPartitionBytes) {
      return Status::IoError(fmt::format(
          "{} bytes of rows have keys near one another, too many to sort; this is not TPC-H data",
          partition.size_bytes));
    }
    if (static_cast<int64_t>(partition.bytes.size()) >= buffer_bytes_) {
      TPCH_RETURN_NOT_OK(Spill(&partition));
    }
  }
  return Status::OK();
}

Status RowPartitions::Spill(Partition* partition) {
  {
    const std::lock_guard lock(file_mutex_);
    if (file_ == nullptr) {
      TPCH_ASSIGN_OR_RETURN(file_, SpillFile::Create(options_.temp_dir));
    }
  }
  TPCH_ASSIGN_OR_RETURN(const int64_t offset, file_->Append(partition->bytes));
  partition->extents.push_back({offset, static_cast<int64_t>(partition->bytes.size())});
  partition->bytes.clear();
  return Status::OK();
}

Result<std::string> RowPartitions::Load(int64_t partition, const std::atomic<bool>& stop) const {
  const Partition& from = *partitions_[static_cast<size_t>(partition)];
  std::string bytes;
  bytes.reserve(static_cast<size_t>(from.size_bytes));
  for (const Extent& extent : from.extents) {
    if (stop) return Status::Cancelled("interrupted");
    const size_t begin = bytes.size();
    bytes.resize(begin + static_cast<size_t>(extent.size_bytes));
    TPCH_RETURN_NOT_OK(file_->Read(extent.offset, extent.size_bytes, bytes.data() + begin));
  }
  return bytes + from.bytes;
}

Status RowPartitions::Read(int64_t partition, const std::atomic<bool>& stop,
                           const std::function<void(const ObservedBatch&)>& visit) const {
  TPCH_ASSIGN_OR_RETURN(const std::string bytes, Load(partition, stop));
  std::vector<EncodedRow> rows;
  for (std::string_view rest = bytes; !rest.empty();) rows.push_back(TakeEncodedRow(&rest));
  TPCH_RETURN_NOT_OK(SortRows(&rows, stop));
  ObservedBatch batch(table_);
  for (size_t i = 0; i < batch.columns.size(); ++i) {
    batch.columns[i].is_present = is_present_[i];
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    DecodeRow(rows[i], &batch);
    if (batch.num_rows() < kObservedBatchRows && i + 1 < rows.size()) continue;
    if (stop) return Status::Cancelled("interrupted");
    visit(batch);
    batch.Clear();
  }
  return Status::OK();
}

}  // namespace tpch
