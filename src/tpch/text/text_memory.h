// The memory that a text pool lies in.

#pragma once

#include <cstddef>

#include "tpch/status.h"

namespace tpch {

/// Owns a mapping. The system gives it pages, of zeros, as they are touched.
class TextMemory {
 public:
  /// Reserves `size_bytes` of address space. Returns IoError when the system refuses that.
  static Result<TextMemory> Reserve(size_t size_bytes);

  ~TextMemory();
  TextMemory(TextMemory&& other) noexcept;
  TextMemory& operator=(TextMemory&& other) = delete;

  char* data() const { return data_; }

  /// Asks for huge pages.
  void UseHugePages();

 private:
  TextMemory(char* data, size_t size_bytes) : data_(data), size_bytes_(size_bytes) {}

  char* data_;
  size_t size_bytes_;
};

}  // namespace tpch
