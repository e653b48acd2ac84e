// The memory of a text pool.

#pragma once

#include <cstddef>

#include "tpch/status.h"

namespace tpch {

/// Owns a mapping, or nothing. The system adds zeroed pages when they are first touched.
class TextMemory {
 public:
  /// Reserves `size_bytes` of address space. Returns IoError if the system refuses.
  static Result<TextMemory> Reserve(size_t size_bytes);

  TextMemory() = default;
  ~TextMemory();
  TextMemory(TextMemory&& other) noexcept;
  TextMemory& operator=(TextMemory&& other) = delete;

  char* data() const { return data_; }

  /// Requests huge pages.
  void UseHugePages();

 private:
  TextMemory(char* data, size_t size_bytes) : data_(data), size_bytes_(size_bytes) {}

  char* data_ = nullptr;
  size_t size_bytes_ = 0;
};

}  // namespace tpch
