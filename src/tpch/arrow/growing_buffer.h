// The memory of an array that grows from batch to batch.

#pragma once

#include <arrow/buffer.h>
#include <arrow/buffer_builder.h>
#include <arrow/memory_pool.h>
#include <arrow/result.h>

#include <cstdint>
#include <memory>

namespace tpch {

/// Grows without being zeroed. Arrays of one table have similar sizes, so all but the first are
/// allocated once. Not thread-safe.
class GrowingBuffer {
 public:
  explicit GrowingBuffer(arrow::MemoryPool* memory_pool) : builder_(memory_pool) {}

  int64_t size_bytes() const { return builder_.length(); }

  /// Makes room for `num_values` more and returns where to write them.
  template <typename T>
  arrow::Result<T*> Reserve(int64_t num_values) {
    const int64_t num_bytes = num_values * static_cast<int64_t>(sizeof(T));
    if (size_bytes() == 0) ARROW_RETURN_NOT_OK(builder_.Reserve(expected_size_bytes_ + num_bytes));
    ARROW_RETURN_NOT_OK(builder_.Reserve(num_bytes));
    return reinterpret_cast<T*>(builder_.mutable_data() + size_bytes());
  }

  /// Marks `num_values` reserved values as filled.
  template <typename T>
  void Advance(int64_t num_values) {
    builder_.UnsafeAdvance(num_values * static_cast<int64_t>(sizeof(T)));
  }

  /// Returns the values filled since the last call.
  arrow::Result<std::shared_ptr<arrow::Buffer>> Finish() {
    expected_size_bytes_ = size_bytes() + size_bytes() / 16;
    return builder_.Finish(/*shrink_to_fit=*/false);
  }

 private:
  arrow::BufferBuilder builder_;
  int64_t expected_size_bytes_ = 0;
};

}  // namespace tpch
