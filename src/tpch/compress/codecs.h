// The compressors of the codecs, and the versions of their libraries.

#pragma once

#include <memory>
#include <string>

#include "tpch/compress/compressor.h"

namespace tpch {

std::unique_ptr<Compressor> MakeBrotliCompressor(int level);
std::unique_ptr<Compressor> MakeGzipCompressor(int level);
std::unique_ptr<Compressor> MakeLz4BlockCompressor();
std::unique_ptr<Compressor> MakeLz4FrameCompressor();
std::unique_ptr<Compressor> MakeSnappyCompressor();
std::unique_ptr<Compressor> MakeZstdCompressor(int level);

/// Return the name and version of the library, such as `zstd 1.5.4`.
std::string BrotliVersion();
std::string GzipVersion();
std::string Lz4Version();
std::string SnappyVersion();
std::string ZstdVersion();

}  // namespace tpch
