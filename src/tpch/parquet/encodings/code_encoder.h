// RLE_DICTIONARY: bit-packed dictionary codes (Encodings.md, "Dictionary Encoding").

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tpch/base/byte_buffer.h"

namespace tpch {

/// Encodes the codes of one page after another. `Code`: uint8_t or uint16_t. Reused. Not
/// thread-safe.
template <typename Code>
class CodeEncoder {
 public:
  /// REQUIRES: 1 <= width <= kMaxCodeWidth.
  explicit CodeEncoder(int width) : width_(width) { Reset(); }

  /// Appends codes to the page. REQUIRES: they have at most `width` bits.
  void Append(const Code* codes, int64_t num_codes);

  /// Returns the approximate size of the page so far, in bytes.
  int64_t size_bytes() const { return num_codes_ * width_ / 8; }

  /// Ends the page and returns its bytes, valid until Reset.
  std::string_view Finish();

  /// Ends a page in which all codes are `code`, and writes the code only once.
  std::string_view FinishRun(Code code);

  /// Starts the next page.
  void Reset();

 private:
  static constexpr int64_t kGroupSize = 8;

  void AppendGroups(const Code* codes, int64_t num_groups);

  int width_;
  ByteBuffer page_;             // width and runs
  size_t run_header_ = 0;       // where the last run starts
  int64_t num_run_groups_ = 0;  // of the last run
  std::array<Code, kGroupSize> pending_;
  int64_t num_codes_ = 0;  // the last num_codes_ % kGroupSize codes are pending
};

}  // namespace tpch
