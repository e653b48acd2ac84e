// The memory that a text pool lies in: of this process alone, or shared with others.

#pragma once

#include <cstddef>
#include <cstdint>

#include "tpch/base/status.h"

namespace tpch {

/// Whose the memory is.
enum class TextMemorySharing : uint8_t {
  kPrivate,
  kShared  ///< a memfd, which other processes can map
};

/// Owns a mapping. The system gives it pages, of zeros, as they are touched.
class TextMemory {
 public:
  TextMemory() = default;

  /// Reserves `size_bytes` of address space. Returns IoError when the system refuses that or the
  /// memfd.
  static Result<TextMemory> Reserve(size_t size_bytes, TextMemorySharing sharing);

  /// Maps for reading what another process has reserved as kShared. The descriptor stays the
  /// caller's and may be closed. Returns IoError when it is not memory of `size_bytes`.
  static Result<TextMemory> Map(size_t size_bytes, int descriptor);

  ~TextMemory();
  TextMemory(TextMemory&& other) noexcept;
  TextMemory& operator=(TextMemory&& other) noexcept;

  char* data() const { return data_; }

  /// Returns the memfd of kShared memory, which is closed on exec and when this is destroyed; else
  /// -1.
  int descriptor() const { return descriptor_; }

  /// Asks for huge pages.
  void UseHugePages();

 private:
  char* data_ = nullptr;
  size_t size_bytes_ = 0;
  int descriptor_ = -1;
};

}  // namespace tpch
