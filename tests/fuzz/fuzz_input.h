// Provides the values for a fuzz target, and reports failures.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace tpch {

/// Bytes that are taken from the front as values of any kind; zeros after the end. The bytes are
/// not owned.
class FuzzInput {
 public:
  FuzzInput(const uint8_t* data, size_t size_bytes)
      : rest_(reinterpret_cast<const char*>(data), size_bytes) {}

  bool empty() const { return rest_.empty(); }
  size_t size_bytes() const { return rest_.size(); }

  /// Takes at most `num_bytes` bytes.
  std::string_view TakeBytes(size_t num_bytes) {
    const std::string_view bytes = rest_.substr(0, num_bytes);
    rest_.remove_prefix(bytes.size());
    return bytes;
  }

  /// Takes a number of at most `num_bytes` bytes, lowest byte first.
  /// REQUIRES: num_bytes <= 8.
  uint64_t TakeNumber(size_t num_bytes) {
    uint64_t number = 0;
    int num_bits = 0;
    for (const char byte : TakeBytes(num_bytes)) {
      number |= uint64_t{static_cast<uint8_t>(byte)} << num_bits;
      num_bits += 8;
    }
    return number;
  }

  /// Takes a number in low…high; all are possible. REQUIRES: low <= high < low + 256.
  int TakeChoice(int low, int high) {
    return low + static_cast<int>(TakeNumber(1) % static_cast<uint64_t>(high - low + 1));
  }

 private:
  std::string_view rest_;
};

/// Ends the process, as fuzzers expect, if `holds` is false.
inline void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", what);
  std::abort();
}

}  // namespace tpch
