// The compressors of the codecs, and the versions of their libraries.

#pragma once

#include <memory>
#include <string>

#include "tpch/compress/compressor.h"

namespace tpch {

std::unique_ptr<Compressor> MakeBrotliCompressor(int level);
std::unique_ptr<Compressor> MakeGzipCompressor(int level);
std::unique_ptr<Compressor> MakeLz4BlockCompressor();
std::unique_ptr<Compressor> MakeLz4FrameCompressor(int level);
std::unique_ptr<Compressor> MakeSnappyCompressor();
std::unique_ptr<Compressor> MakeZstdCompressor(int level);

/// Return the version of the codec's library.
std::string BrotliVersion();
std::string DeflateVersion();
std::string Lz4Version();
std::string ZstdVersion();

}  // namespace tpch
