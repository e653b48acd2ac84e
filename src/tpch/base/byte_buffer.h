// Owned bytes that grow without being cleared, and a pool that hands the same memory out again.

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

/// Owns a page-aligned block of bytes, of which the first `size()` are filled, or keeps somebody
/// else's bytes alive (Adopt). Growing keeps the filled bytes and never clears new ones (fresh
/// pages are expensive). Move-only, not thread-safe. Throws std::bad_alloc when memory runs out.
class ByteBuffer {
 public:
  ByteBuffer() = default;
  ByteBuffer(ByteBuffer&& other) noexcept { *this = std::move(other); }
  ByteBuffer& operator=(ByteBuffer&& other) noexcept;

  /// Makes a full buffer of somebody else's bytes, which `owner` keeps alive and nobody changes.
  static ByteBuffer Adopt(std::shared_ptr<const void> owner, std::string_view bytes);

  char* data() { return data_.get(); }
  const char* data() const { return data_.get(); }
  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }
  std::string_view view() const { return {data_.get(), size_}; }

  /// Makes room for `num_bytes` more and returns where they go; the size stays until SetEnd.
  /// Invalidates earlier pointers when it has to grow.
  char* Reserve(size_t num_bytes) {
    if (capacity_ - size_ < num_bytes) Grow(size_ + num_bytes);
    return data_.get() + size_;
  }

  /// Sets the end of the filled bytes. REQUIRES: `end` lies in the reserved block.
  void SetEnd(const char* end) { size_ = static_cast<size_t>(end - data_.get()); }

  void Append(std::string_view bytes) {
    char* out = Reserve(bytes.size());
    if (!bytes.empty()) std::memcpy(out, bytes.data(), bytes.size());
    size_ += bytes.size();
  }

  /// Returns whether the bytes are somebody else's.
  bool is_adopted() const { return data_.get_deleter().owner != nullptr; }

  /// Forgets the bytes and keeps the memory, unless it is somebody else's.
  void Clear() {
    if (is_adopted()) *this = ByteBuffer();
    size_ = 0;
  }

 private:
  struct Free {
    std::shared_ptr<const void> owner;  // of adopted bytes; null for the buffer's own

    void operator()(char* data) const;
  };

  void Grow(size_t min_capacity);

  std::unique_ptr<char[], Free> data_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

/// Returns the filled bytes of all buffers together.
int64_t TotalSize(std::span<const ByteBuffer> buffers);

/// Keeps used buffers for the next user, so that their pages are touched once a run.
/// Thread-safe.
class BufferPool {
 public:
  /// Returns an empty buffer, with the memory of an earlier one where there is one.
  ByteBuffer Take();

  /// The same for a buffer that will hold `size_bytes`: only one that a new buffer would equal, so
  /// that large ones stay for those who fill them. Where there is none, others are released up to
  /// that size first: what lies idle does not add to what is new.
  ByteBuffer Take(size_t size_bytes);

  /// Takes a buffer back. Its contents are lost; adopted bytes are released, and so is all that
  /// there is no room to note.
  void Give(ByteBuffer buffer) noexcept;

 private:
  std::mutex mutex_;
  std::vector<ByteBuffer> free_;
};

}  // namespace tpch
