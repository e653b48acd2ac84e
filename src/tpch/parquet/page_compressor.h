// Compression of pages, by the libraries that Arrow brings.

#pragma once

#include <arrow/util/compression.h>

#include <cstddef>
#include <memory>
#include <string_view>

#include "tpch/base/byte_buffer.h"
#include "tpch/base/status.h"
#include "tpch/encode/parquet_options.h"

namespace tpch {

/// Returns Invalid, with the codecs that work, when this build lacks the codec.
Status CheckCodec(Codec codec);

/// Compresses one page after another. Reused; not thread-safe.
class PageCompressor {
 public:
  /// REQUIRES: CheckCodec(compression.codec) is OK.
  explicit PageCompressor(const Compression& compression);

  /// Returns how long the compressed page can be.
  size_t MaxSizeBytes(std::string_view page) const;

  /// Appends the compressed page to `out`; Codec::kNone copies it.
  Status Compress(std::string_view page, ByteBuffer* out);

 private:
  std::unique_ptr<arrow::util::Codec> codec_;  // null for Codec::kNone
};

}  // namespace tpch
