// Encodings of text: PLAIN, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY (Encodings.md).

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "tpch/columns/column_batch.h"
#include "tpch/parquet_options.h"

namespace tpch {

/// The largest number of texts to append at once.
inline constexpr int64_t kMaxTextsAtOnce = 1024;

/// Encodes the texts of one page after another. Reused. Not thread-safe.
class TextEncoder {
 public:
  virtual ~TextEncoder() = default;

  /// Appends at most kMaxTextsAtOnce texts to the page.
  /// REQUIRES: kTextSlack bytes are readable after each.
  virtual void Append(const char* text_base, const TextSlice* slices, int64_t num_slices) = 0;

  /// Returns the approximate size of the page so far, in bytes.
  virtual int64_t size_bytes() const = 0;

  /// Ends the page and returns its bytes, valid until Reset.
  virtual std::string_view Finish() = 0;

  /// Starts the next page.
  virtual void Reset() = 0;
};

/// REQUIRES: the encoding supports text and is not kDictionary.
std::unique_ptr<TextEncoder> MakeTextEncoder(Encoding encoding);

}  // namespace tpch
