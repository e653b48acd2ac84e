// Compresses pages with the libraries that Arrow includes.

#pragma once

#include <arrow/util/compression.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "tpch/base/byte_buffer.h"
#include "tpch/parquet_options.h"
#include "tpch/status.h"

namespace tpch {

/// Returns Invalid, with a remedy, for a codec that this build does not have and a level that the
/// codec does not have. `field` is the option that names the codec.
Status CheckCompression(Field field, const Compression& compression);

/// Returns the approximate memory that a thread uses to compress pages of `page_bytes`, in addition
/// to the pages and the compressed pages: the codec's tables, and the part of them that the C
/// library keeps for the next page.
int64_t CodecMemoryBytes(const Compression& compression, int64_t page_bytes);

/// Compresses one page after another. Reused. Not thread-safe.
class PageCompressor {
 public:
  /// REQUIRES: CheckCompression returned OK.
  explicit PageCompressor(const Compression& compression);

  /// Returns the maximum size of the compressed page.
  size_t MaxSizeBytes(std::string_view page) const;

  /// Appends the compressed page to `out`; Codec::kNone copies it.
  Status Compress(std::string_view page, ByteBuffer* out);

 private:
  std::unique_ptr<arrow::util::Codec> codec_;  // null for Codec::kNone
};

}  // namespace tpch
