// DELTA_BINARY_PACKED: bit-packed differences from the previous number (Encodings.md).

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tpch/base/byte_buffer.h"

namespace tpch {

/// Encodes the numbers of one page after another. Reused. Not thread-safe.
class DeltaEncoder {
 public:
  DeltaEncoder() { Reset(); }

  /// Appends numbers. Differences of INT64 wrap around. REQUIRES: those of INT32 fit.
  void Append(const int64_t* numbers, int64_t num_numbers);

  /// Returns the approximate size of the page so far, in bytes.
  int64_t size_bytes() const { return static_cast<int64_t>(page_.size()) + num_deltas_; }

  /// Ends the page and returns its bytes, valid until Reset.
  std::string_view Finish();

  /// Starts the next page.
  void Reset();

 private:
  static constexpr int kBlockSize = 128;
  static constexpr int kMiniblockSize = 32;
  static constexpr int kMiniblocks = kBlockSize / kMiniblockSize;

  void AppendBlock();

  ByteBuffer page_;  // blocks, after space for the header, which counts all numbers
  std::array<int64_t, kBlockSize> deltas_;
  int num_deltas_ = 0;  // in deltas_
  int64_t num_numbers_ = 0;
  int64_t first_ = 0;
  int64_t last_ = 0;
};

}  // namespace tpch
