#include "tpch/io/async_file_sink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>

#include "tpch/base/file_descriptor.h"

namespace tpch {
namespace {

constexpr int64_t kBlockBytes = StagingBlocks::kBlockBytes;

// Alignment of offsets, lengths and addresses for O_DIRECT; a multiple of the block size of all
// common devices.
constexpr int64_t kDirectAlignmentBytes = 4096;

// Space is allocated in steps of this size. Writes to allocated space do not change the file's
// size, so the kernel needs no exclusive lock and can run several of them at once.
constexpr int64_t kPreallocationBytes = int64_t{256} << 20;

class AsyncFileSink : public Sink {
 public:
  AsyncFileSink(std::unique_ptr<UnfinishedFile> file, PageCache page_cache, Durability durability,
                std::shared_ptr<StagedRing> ring, BufferPool* pool)
      : file_(std::move(file)),
        async_file_{file_->descriptor(), file_->path().string(),
                    page_cache == PageCache::kBypass ? kDirectAlignmentBytes : 1},
        durability_(durability),
        preallocates_(page_cache == PageCache::kBypass),
        ring_(std::move(ring)),
        pool_(pool) {}

  ~AsyncFileSink() override { AsyncFileSink::Abort(); }

  WriteOrder write_order() const override { return WriteOrder::kAny; }

  Status Write(ByteBuffer buffer, int64_t offset) override {
    std::string_view rest = buffer.view();
    while (!rest.empty()) {
      const int64_t index = offset / kBlockBytes;
      const int64_t begin = offset - index * kBlockBytes;
      const auto size_bytes = std::min(static_cast<int64_t>(rest.size()), kBlockBytes - begin);
      std::memcpy(BlockMemory(index) + begin, rest.data(), static_cast<size_t>(size_bytes));
      CountFilled(index, size_bytes);
      rest.remove_prefix(static_cast<size_t>(size_bytes));
      offset += size_bytes;
    }
    pool_->Give(std::move(buffer));
    return ring_->io->SubmitQueued();
  }

  Status Finish(int64_t size_bytes, std::string_view magic) override {
    QueueLastBlock(size_bytes);
    TPCH_RETURN_NOT_OK(ring_->io->Finish(&async_file_));
    // ftruncate determines the size that the file system reports, so also count what the kernel has
    // written.
    if (filled_bytes_ != size_bytes || async_file_.written_bytes != queued_bytes_) {
      return Status::IoError(fmt::format(
          "'{}': {} of {} bytes were handed over, and {} of {} written", async_file_.name,
          filled_bytes_, size_bytes, async_file_.written_bytes, queued_bytes_));
    }
    const bool has_surplus = preallocated_bytes_ > 0 || queued_bytes_ > size_bytes;
    if (has_surplus && ::ftruncate(file_->descriptor(), size_bytes) != 0) {
      return file_->Error("cut", errno);
    }
    if (durability_ == Durability::kSynced) TPCH_RETURN_NOT_OK(ring_->io->Sync(&async_file_));
    return file_->Finish(size_bytes, magic);
  }

  void Abort() override {
    ring_->io->Cancel(&async_file_);
    for (auto& [index, block] : blocks_) ring_->blocks->Give(std::move(block.memory));
    blocks_.clear();
    file_->Abort();
  }

 private:
  Status DoGiveName() override {
    TPCH_RETURN_NOT_OK(file_->GiveName());
    return durability_ == Durability::kSynced ? file_->SyncDirectory() : Status::OK();
  }

  struct Block {
    ByteBuffer memory;
    int64_t filled_bytes = 0;
  };

  // Returns the memory in which block `index` of the file is assembled.
  char* BlockMemory(int64_t index) {
    // Held while waiting for the kernel: the other writers of this file need blocks too.
    const std::lock_guard lock(mutex_);
    auto entry = blocks_.find(index);
    if (entry == blocks_.end()) {
      entry = blocks_.emplace(index, Block{ring_->blocks->Take()}).first;
      Preallocate((index + 1) * kBlockBytes);
    }
    return entry->second.memory.data();
  }

  // Counts bytes copied into block `index`, and queues the block when it is full.
  void CountFilled(int64_t index, int64_t size_bytes) {
    const std::lock_guard lock(mutex_);
    filled_bytes_ += size_bytes;
    const auto entry = blocks_.find(index);
    entry->second.filled_bytes += size_bytes;
    if (entry->second.filled_bytes == kBlockBytes) QueueBlock(entry, kBlockBytes);
  }

  // Queues the block that is only partly filled at the end of the file.
  void QueueLastBlock(int64_t size_bytes) {
    const auto entry = blocks_.find(size_bytes / kBlockBytes);
    if (entry == blocks_.end()) return;
    // O_DIRECT writes whole sectors; Finish truncates the zeros.
    const int64_t tail_bytes = entry->second.filled_bytes;
    const int64_t alignment = async_file_.alignment_bytes;
    const int64_t padded_bytes = (tail_bytes + alignment - 1) / alignment * alignment;
    std::memset(entry->second.memory.data() + tail_bytes, 0,
                static_cast<size_t>(padded_bytes - tail_bytes));
    QueueBlock(entry, padded_bytes);
  }

  void QueueBlock(std::map<int64_t, Block>::iterator entry, int64_t size_bytes) {
    ByteBuffer memory = std::move(entry->second.memory);
    memory.SetEnd(memory.data() + size_bytes);
    const int64_t offset = entry->first * kBlockBytes;
    blocks_.erase(entry);
    queued_bytes_ += size_bytes;
    ring_->io->QueueWrite(
        &async_file_, std::move(memory), offset,
        [blocks = ring_->blocks.get()](ByteBuffer block) { blocks->Give(std::move(block)); });
  }

  // Allocates space up to `end` and beyond, if `end` exceeds the space allocated so far.
  void Preallocate(int64_t end) {
    if (!preallocates_ || end <= preallocated_bytes_) return;
    // Small files, and the first blocks of large ones, need no allocation.
    if (end <= kPreallocationBytes / 16) return;
    // If it fails, because space is short or the file system cannot do it, the writes report any
    // error.
    preallocates_ = ::fallocate(file_->descriptor(), 0, preallocated_bytes_,
                                end - preallocated_bytes_ + kPreallocationBytes) == 0;
    if (preallocates_) preallocated_bytes_ = end + kPreallocationBytes;
  }

  std::unique_ptr<UnfinishedFile> file_;
  AsyncFile async_file_;
  Durability durability_;
  bool preallocates_;
  std::shared_ptr<StagedRing> ring_;
  BufferPool* pool_;

  std::mutex mutex_;
  std::map<int64_t, Block> blocks_;  // being filled, by their index in the file
  int64_t filled_bytes_ = 0;         // bytes passed to Write
  int64_t queued_bytes_ = 0;         // filled_bytes_ plus the padding of the last block
  int64_t preallocated_bytes_ = 0;
};

}  // namespace

int BypassPageCache(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFL);
  if (flags < 0 || ::fcntl(descriptor, F_SETFL, flags | O_DIRECT) < 0) return errno;
  return 0;
}

int WriteBlock(int descriptor) {
  alignas(kDirectAlignmentBytes) static constexpr std::array<char, kDirectAlignmentBytes> kBlock{};
  return WriteFullyAt(descriptor, {kBlock.data(), kBlock.size()}, 0);
}

std::unique_ptr<Sink> MakeAsyncFileSink(std::unique_ptr<UnfinishedFile> file, PageCache page_cache,
                                        Durability durability, std::shared_ptr<StagedRing> ring,
                                        BufferPool* pool) {
  return std::make_unique<AsyncFileSink>(std::move(file), page_cache, durability, std::move(ring),
                                         pool);
}

}  // namespace tpch
