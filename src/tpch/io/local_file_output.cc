#include "tpch/io/local_file_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/io/file_sink.h"

namespace tpch {
namespace {

// The largest number of operations in flight; more wait in the context.
constexpr unsigned kRingOperations = 64;

// Blocks of a ring: some keep the device busy while others are filled. More blocks mean shorter
// waits when the device stalls (docs/io.md).
constexpr int kNumBlocks = 28;
constexpr int kNumBlocksOfSmallMemory = 16;

// Bytes of a run that go to the page cache, for the system to write later; more would slow the run
// down (docs/io.md).
constexpr int64_t kMaxCachedBytes = int64_t{5} << 29;

int NumBlocksOfRing(const FileOutputOptions& options) {
  return options.saves_memory ? kNumBlocksOfSmallMemory : kNumBlocks;
}

bool WantsRing(const FileOutputOptions& options, int64_t estimated_bytes) {
  if (options.io == IoMode::kAuto) return estimated_bytes >= kMaxCachedBytes;
  return options.io != IoMode::kSync;
}

// Returns the error of a direct write if it means that direct writes are unsupported; some file
// systems report this only at the first write. The run will report other errors.
int RefusalOf(int error_number) {
  return error_number == EINVAL || error_number == EOPNOTSUPP ? error_number : 0;
}

}  // namespace

int64_t LocalFileOutput::StagingBytes(const FileOutputOptions& options, int64_t estimated_bytes) {
  if (!WantsRing(options, estimated_bytes)) return 0;
  return NumBlocksOfRing(options) * StagingBlocks::kBlockBytes;
}

Result<std::unique_ptr<LocalFileOutput>> LocalFileOutput::Open(const FileOutputOptions& options,
                                                               std::shared_ptr<HeldTree> tree,
                                                               const FileSizeEstimates& files,
                                                               BufferPool* pool,
                                                               LocalFileSystem system) {
  std::unique_ptr<LocalFileOutput> output(
      new LocalFileOutput(options, std::move(tree), pool, std::move(system)));
  if (!WantsRing(options, TotalBytes(files))) return output;
  TPCH_RETURN_NOT_OK(output->OpenRing());
  if (output->ring_ != nullptr) TPCH_RETURN_NOT_OK(output->ChoosePageCache());
  output->ChooseCachedFiles(files);
  return output;
}

Status LocalFileOutput::OpenRing() {
  Result<std::unique_ptr<Ring>> ring = system_.open_ring(kRingOperations);
  if (!ring.ok()) {
    if (options_.io != IoMode::kAuto) {
      return Status::IoError(Field::kIo, ring.status().text(),
                             FormatMessage("use {}, or leave it out", Setting{Field::kIo, "sync"}));
    }
    notices_.push_back(fmt::format("{}: writing with pwrite", ring.status().message()));
    return Status::OK();
  }
  ring_ = std::make_shared<StagedRing>(std::move(*ring), NumBlocksOfRing(options_));
  return Status::OK();
}

Status LocalFileOutput::ChoosePageCache() {
  if (options_.direct == DirectMode::kOff) return Status::OK();
  TPCH_ASSIGN_OR_RETURN(const std::unique_ptr<UnfinishedFile> probe,
                        Create(kDirectProbeName, Existing::kKeep));
  int error_number = system_.bypass_page_cache(probe->descriptor());
  if (error_number == 0) error_number = RefusalOf(system_.write_block(probe->descriptor()));
  if (error_number == 0) {
    page_cache_ = PageCache::kBypass;
    return Status::OK();
  }
  const Status refusal = Status::FromErrno(
      fmt::format("'{}' does not support direct writes", tree_->path().string()), error_number);
  if (options_.direct == DirectMode::kOn) {
    return Status::IoError(
        Field::kDirect, refusal.text(),
        FormatMessage("use {}, or leave it out", Setting{Field::kDirect, "off"}));
  }
  notices_.push_back(fmt::format("{}: writing through the page cache", refusal.message()));
  if (options_.io == IoMode::kAuto) {
    // With the page cache, io_uring costs more than it gains.
    ring_.reset();
  }
  return Status::OK();
}

// Sends as much to the page cache as it should take, so that less goes directly to the device.
// Large files come first, because they fill it best.
void LocalFileOutput::ChooseCachedFiles(const FileSizeEstimates& files) {
  const bool is_free_to = options_.io == IoMode::kAuto && options_.direct == DirectMode::kAuto &&
                          options_.durability == Durability::kSystem && ring_ != nullptr;
  if (!is_free_to) return;
  std::vector<std::pair<std::string, int64_t>> by_size(files.begin(), files.end());
  std::ranges::stable_sort(by_size, std::greater(), &std::pair<std::string, int64_t>::second);
  int64_t rest_bytes = kMaxCachedBytes;
  for (const auto& [path, size_bytes] : by_size) {
    if (size_bytes > rest_bytes) continue;
    rest_bytes -= size_bytes;
    cached_paths_.insert(path);
  }
}

Result<std::unique_ptr<UnfinishedFile>> LocalFileOutput::Create(const std::string& path,
                                                                Existing existing) {
  TPCH_ASSIGN_OR_RETURN(std::shared_ptr<const HeldDirectory> folder, tree_->MakeParentOf(path));
  return UnfinishedFile::Create(std::move(folder), path.substr(path.rfind('/') + 1), existing);
}

Result<std::unique_ptr<Sink>> LocalFileOutput::OpenSink(const std::string& path,
                                                        Existing existing) {
  TPCH_ASSIGN_OR_RETURN(std::unique_ptr<UnfinishedFile> file, Create(path, existing));
  const bool is_cached = ring_ == nullptr || cached_paths_.contains(path);
  if (is_cached) return MakeFileSink(std::move(file), options_.durability, pool_);
  if (page_cache_ == PageCache::kBypass) {
    if (const int error_number = system_.bypass_page_cache(file->descriptor()); error_number != 0) {
      return file->Error("write past the page cache to", error_number);
    }
  }
  return MakeAsyncFileSink(std::move(file), page_cache_, options_.durability, ring_, pool_);
}

std::string LocalFileOutput::Describe() const {
  if (ring_ == nullptr) return "pwrite";
  if (page_cache_ == PageCache::kUse) return "io_uring";
  return cached_paths_.empty() ? "io_uring, direct" : "io_uring, direct, and pwrite";
}

int64_t LocalFileOutput::peak_staging_bytes() const {
  return ring_ == nullptr ? 0 : ring_->blocks->peak_bytes();
}

}  // namespace tpch
