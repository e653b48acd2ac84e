// RLE_DICTIONARY: codes of a dictionary, bit-packed (Encodings.md, "Dictionary Encoding").

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tpch/base/byte_buffer.h"

namespace tpch {

/// Encodes the codes of one page after another. `Code`: uint8_t or uint16_t. Reused; not
/// thread-safe.
template <typename Code>
class CodeEncoder {
 public:
  /// REQUIRES: 1 <= width <= kMaxCodeWidth.
  explicit CodeEncoder(int width) : width_(width) { Reset(); }

  /// Appends codes to the page. REQUIRES: they have at most `width` bits.
  void Append(const Code* codes, int64_t num_codes);

  /// Returns about how many bytes the page has so far.
  int64_t size_bytes() const { return num_codes_ * width_ / 8; }

  /// Ends the page and returns its bytes, valid until Reset.
  std::string_view Finish();

  /// Ends a page of which every code is `code`, which is then written once.
  std::string_view FinishRun(Code code);

  /// Begins the next page.
  void Reset();

 private:
  static constexpr int64_t kGroupSize = 8;

  void AppendGroups(const Code* codes, int64_t num_groups);

  int width_;
  ByteBuffer page_;             // the width and the runs
  size_t run_header_ = 0;       // where the last run begins
  int64_t num_run_groups_ = 0;  // of the last run
  std::array<Code, kGroupSize> pending_;
  int64_t num_codes_ = 0;  // num_codes_ % kGroupSize of them are pending
};

}  // namespace tpch
