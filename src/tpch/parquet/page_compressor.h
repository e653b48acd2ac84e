// Compression of pages, by the libraries that Arrow brings.

#pragma once

#include <arrow/util/compression.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "tpch/base/byte_buffer.h"
#include "tpch/encode/parquet_options.h"
#include "tpch/status.h"

namespace tpch {

/// Returns Invalid, with what would work, for a codec that this build lacks and a level that the
/// codec does not have. `option`: where the user said so, for the message.
Status CheckCompression(Field field, const Compression& compression);

/// Returns the memory, about, that a thread takes to compress pages of `page_bytes`, beside the
/// pages and what they become: the codec's tables, and what the C library keeps of them for the
/// next page.
int64_t CodecMemoryBytes(const Compression& compression, int64_t page_bytes);

/// Compresses one page after another. Reused; not thread-safe.
class PageCompressor {
 public:
  /// REQUIRES: CheckCompression is OK.
  explicit PageCompressor(const Compression& compression);

  /// Returns how long the compressed page can be.
  size_t MaxSizeBytes(std::string_view page) const;

  /// Appends the compressed page to `out`; Codec::kNone copies it.
  Status Compress(std::string_view page, ByteBuffer* out);

 private:
  std::unique_ptr<arrow::util::Codec> codec_;  // null for Codec::kNone
};

}  // namespace tpch
