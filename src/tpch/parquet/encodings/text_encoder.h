// Encodings of text: PLAIN, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY (Encodings.md).

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "tpch/columns/column_batch.h"
#include "tpch/encode/parquet_options.h"

namespace tpch {

/// Most texts that may be appended at once.
inline constexpr int64_t kMaxTextsAtOnce = 1024;

/// Encodes the texts of one page after another. Reused; not thread-safe.
class TextEncoder {
 public:
  virtual ~TextEncoder() = default;

  /// Appends at most kMaxTextsAtOnce texts to the page.
  /// REQUIRES: kTextSlack bytes may be read behind each.
  virtual void Append(const char* text_base, const TextSlice* slices, int64_t num_slices) = 0;

  /// Returns about how many bytes the page has so far.
  virtual int64_t size_bytes() const = 0;

  /// Ends the page and returns its bytes, valid until Reset.
  virtual std::string_view Finish() = 0;

  /// Begins the next page.
  virtual void Reset() = 0;
};

/// REQUIRES: the encoding fits text and is not kDictionary.
std::unique_ptr<TextEncoder> MakeTextEncoder(Encoding encoding);

}  // namespace tpch
