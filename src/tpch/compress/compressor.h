// Compresses blocks of bytes. The codecs' libraries are linked statically, so that compressed bytes
// depend on the program alone.

#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "tpch/base/byte_buffer.h"
#include "tpch/compression.h"
#include "tpch/status.h"

namespace tpch {

/// Compresses blocks of at most 1 GiB, each on its own: a Parquet page, or a frame or member of a
/// text file. Equal blocks become equal bytes. Keeps no memory between blocks. Reused. Not
/// thread-safe.
class Compressor {
 public:
  virtual ~Compressor() = default;

  /// Returns the maximum size of a block of `size_bytes` after compression.
  virtual size_t MaxSizeBytes(size_t size_bytes) const = 0;

  /// Appends the compressed block to `out`. Returns IoError if memory runs out.
  Status Compress(std::string_view block, ByteBuffer* out);

 private:
  // Writes the compressed block to `out`, which has room for `max_size_bytes`, the maximum size.
  // Returns its size; 0, which no compressed block has, on failure.
  virtual size_t Write(std::string_view block, char* out, size_t max_size_bytes) = 0;
};

/// Makes a compressor; that of Codec::kNone copies. REQUIRES: CheckCompression returned OK for a
/// format.
std::unique_ptr<Compressor> MakeCompressor(const Compression& compression);

}  // namespace tpch
