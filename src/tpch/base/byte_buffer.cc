#include "tpch/base/byte_buffer.h"

#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <new>

namespace tpch {
namespace {

constexpr size_t kAlignment = 4096;  // Whole pages, as O_DIRECT requires.

// Powers of two, so that buffers of similar size are interchangeable.
size_t CapacityFor(size_t size_bytes) { return std::bit_ceil(std::max(size_bytes, kAlignment)); }

// Larger blocks are mapped, so that they return to the system as soon as they are freed: in the
// heap, the blocks between them would keep them.
constexpr size_t kMaxHeapBytes = size_t{16} << 10;

char* Allocate(size_t num_bytes) {
  if (num_bytes <= kMaxHeapBytes) {
    return static_cast<char*>(std::aligned_alloc(kAlignment, num_bytes));
  }
  void* const block =
      ::mmap(nullptr, num_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return block == MAP_FAILED ? nullptr : static_cast<char*>(block);
}

}  // namespace

void ByteBuffer::Free::operator()(char* data) const {
  if (owner != nullptr) return;
  if (mapped_bytes > 0) {
    ::munmap(data, mapped_bytes);
  } else {
    std::free(data);
  }
}

ByteBuffer ByteBuffer::Adopt(std::shared_ptr<const void> owner, std::string_view bytes) {
  ByteBuffer buffer;
  // Never written to: the buffer is full, and growing moves the bytes to new memory.
  buffer.data_ = {const_cast<char*>(bytes.data()), Free{std::move(owner), 0}};
  buffer.size_ = buffer.capacity_ = bytes.size();
  return buffer;
}

ByteBuffer& ByteBuffer::operator=(ByteBuffer&& other) noexcept {
  data_ = std::move(other.data_);
  size_ = std::exchange(other.size_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
  return *this;
}

void ByteBuffer::Grow(size_t min_capacity) {
  const size_t capacity = CapacityFor(min_capacity);
  std::unique_ptr<char[], Free> data(Allocate(capacity),
                                     Free{nullptr, capacity > kMaxHeapBytes ? capacity : 0});
  if (data == nullptr) throw std::bad_alloc();
  if (size_ > 0) std::memcpy(data.get(), data_.get(), size_);
  data_ = std::move(data);
  capacity_ = capacity;
}

int64_t TotalSize(std::span<const ByteBuffer> buffers) {
  int64_t size_bytes = 0;
  for (const ByteBuffer& buffer : buffers) size_bytes += static_cast<int64_t>(buffer.size());
  return size_bytes;
}

ByteBuffer BufferPool::Take() {
  const std::lock_guard lock(mutex_);
  return free_.empty() ? ByteBuffer() : TakeLocked(free_.end() - 1);
}

ByteBuffer BufferPool::TakeLocked(std::vector<ByteBuffer>::iterator buffer) {
  ByteBuffer taken = std::move(*buffer);
  if (buffer != free_.end() - 1) *buffer = std::move(free_.back());
  free_.pop_back();
  idle_bytes_ -= taken.capacity();
  return taken;
}

ByteBuffer BufferPool::Take(size_t size_bytes) {
  const size_t capacity = CapacityFor(size_bytes);
  ByteBuffer buffer;
  std::vector<ByteBuffer> released;  // freed without the lock, because returning pages is slow
  {
    const std::lock_guard lock(mutex_);
    const auto fit = std::ranges::find(free_, capacity, &ByteBuffer::capacity);
    if (fit != free_.end()) {
      buffer = TakeLocked(fit);
    } else {
      for (size_t released_bytes = 0; !free_.empty() && released_bytes < capacity;) {
        released.push_back(TakeLocked(free_.end() - 1));
        released_bytes += released.back().capacity();
      }
    }
  }
  released.clear();
  buffer.Reserve(size_bytes);
  return buffer;
}

void BufferPool::Give(ByteBuffer buffer) noexcept {
  if (buffer.capacity() == 0 || buffer.is_adopted()) return;
  buffer.Clear();
  const size_t capacity = buffer.capacity();
  const std::lock_guard lock(mutex_);
  if (capacity > max_idle_bytes_ - idle_bytes_) return;
  try {
    free_.push_back(std::move(buffer));
    idle_bytes_ += capacity;
  } catch (const std::bad_alloc&) {
    buffer = ByteBuffer();  // There is no memory to keep the buffer, so free it.
  }
}

}  // namespace tpch
