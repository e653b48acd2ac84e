// Owned bytes that grow without being zeroed, and a pool that reuses their memory.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace tpch {

/// Owns a page-aligned block, of which the first `size()` bytes are filled, or shares bytes of
/// another owner (Adopt). Growing keeps the filled bytes and never zeroes new ones, because fresh
/// pages are expensive. Move-only. Not thread-safe. Throws std::bad_alloc if memory runs out.
class ByteBuffer {
 public:
  ByteBuffer() = default;
  ByteBuffer(ByteBuffer&& other) noexcept { *this = std::move(other); }
  ByteBuffer& operator=(ByteBuffer&& other) noexcept;

  /// Returns a full buffer of bytes that `owner` keeps alive. REQUIRES: the bytes do not change.
  static ByteBuffer Adopt(std::shared_ptr<const void> owner, std::string_view bytes);

  char* data() { return data_.get(); }
  const char* data() const { return data_.get(); }
  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }
  std::string_view view() const { return {data_.get(), size_}; }

  /// Makes room for `num_bytes` more and returns where to write them; the size changes only in
  /// SetEnd. Invalidates earlier pointers if the buffer has to grow.
  char* Reserve(size_t num_bytes) {
    if (capacity_ - size_ < num_bytes) Grow(size_ + num_bytes);
    return data_.get() + size_;
  }

  /// Sets the end of the filled bytes. REQUIRES: `end` is in the reserved block.
  void SetEnd(const char* end) { size_ = static_cast<size_t>(end - data_.get()); }

  void Append(std::string_view bytes) {
    char* out = Reserve(bytes.size());
    if (!bytes.empty()) std::memcpy(out, bytes.data(), bytes.size());
    size_ += bytes.size();
  }

  /// Returns whether the bytes belong to another owner.
  bool is_adopted() const { return data_.get_deleter().owner != nullptr; }

  /// Makes the buffer empty. Keeps its memory, unless the bytes are adopted.
  void Clear() {
    if (is_adopted()) *this = ByteBuffer();
    size_ = 0;
  }

 private:
  struct Free {
    std::shared_ptr<const void> owner;  // owner of adopted bytes; null for the buffer's own
    size_t mapped_bytes;                // size of a block that is mapped; 0 for one of the heap

    void operator()(char* data) const;
  };

  void Grow(size_t min_capacity);

  std::unique_ptr<char[], Free> data_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

/// Returns the total size of all buffers.
int64_t TotalSize(std::span<const ByteBuffer> buffers);

/// Keeps used buffers, so that a run touches their pages only once. Thread-safe.
class BufferPool {
 public:
  BufferPool() = default;

  /// Keeps buffers of at most `max_idle_bytes` in total.
  explicit BufferPool(size_t max_idle_bytes) : max_idle_bytes_(max_idle_bytes) {}

  /// Returns an empty buffer, with the memory of an earlier one if there is one.
  ByteBuffer Take();

  /// Returns an empty buffer for `size_bytes`. Reuses only a buffer with the capacity that a new
  /// one would have, so that large buffers remain for large contents. If there is none, first frees
  /// up to that capacity of idle buffers, so that the new buffer does not increase memory use.
  ByteBuffer Take(size_t size_bytes);

  /// Takes a buffer back and discards its contents. Frees adopted bytes, and any buffer that is too
  /// much for the pool or that it has no memory to list.
  void Give(ByteBuffer buffer) noexcept;

 private:
  ByteBuffer TakeLocked(std::vector<ByteBuffer>::iterator buffer);

  const size_t max_idle_bytes_ = SIZE_MAX;
  std::mutex mutex_;
  std::vector<ByteBuffer> free_;
  size_t idle_bytes_ = 0;  // capacity of free_
};

}  // namespace tpch
