// Decompresses files: gzip members, zstd frames or LZ4 frames, any number one after another.

#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "tpch/compression.h"
#include "tpch/status.h"

namespace tpch {

/// The first bytes that show whether a frame begins: see BeginsFrame.
inline constexpr size_t kFrameMagicBytes = 4;

/// Returns whether a member or frame of the codec, or a frame that its readers skip, begins with
/// these bytes.
bool BeginsFrame(Codec codec, std::string_view bytes);

/// Returns the codec of a file with these first bytes; kNone if they are of none of the codecs.
Codec RecognizeCodec(std::string_view first_bytes);

/// Decompresses a stream of members or frames, piece by piece. Its memory is bounded, whatever the
/// stream claims. Not thread-safe.
class Decompressor {
 public:
  virtual ~Decompressor() = default;

  /// Decompresses from the front of `in`, and removes what it has taken. Returns the number of
  /// bytes that it wrote to `out`; if they are fewer than `out` has, it has taken all of `in` or
  /// has reached the end of a frame. Returns IoError, with a reason, for bytes that are damaged or
  /// need too much memory. REQUIRES: `in` is not empty if is_after_frame().
  virtual Result<size_t> Decompress(std::string_view* in, std::span<char> out) = 0;

  /// Returns whether the bytes taken so far are whole frames, or none.
  virtual bool is_after_frame() const = 0;
};

/// REQUIRES: `codec` is kGzip, kZstd or kLz4.
std::unique_ptr<Decompressor> MakeDecompressor(Codec codec);

}  // namespace tpch
