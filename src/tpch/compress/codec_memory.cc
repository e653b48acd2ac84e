#include "tpch/compress/codec_memory.h"

#include <algorithm>
#include <iterator>

namespace tpch {
namespace {

// Memory that a codec uses from a level on, in MiB, for blocks of 1 MiB and of 4 MiB.
struct CodecMemory {
  Codec codec;
  int min_level;
  int64_t mib;
  int64_t large_blocks_mib;
};

// Peaks of single-threaded runs at scale factor 1, minus those without compression: partsupp,
// orders with partsupp, and orders with lineitem. The C library keeps tables of up to 32 MiB in
// its heap, where other blocks fragment it, and returns larger ones: so the middle levels of zstd
// use most with large pages. By codec, highest level first.
constexpr CodecMemory kCodecMemory[] = {
    {Codec::kZstd, 15, 72, 88},  {Codec::kZstd, 12, 44, 112}, {Codec::kZstd, 9, 32, 72},
    {Codec::kZstd, 6, 12, 16},   {Codec::kZstd, 0, 2, 2},     {Codec::kBrotli, 8, 56, 72},
    {Codec::kBrotli, 4, 24, 32}, {Codec::kBrotli, 0, 6, 6},   {Codec::kGzip, 0, 8, 8},
};

}  // namespace

int64_t CodecMemoryBytes(const Compression& compression, int64_t block_bytes) {
  constexpr int64_t kMiB = int64_t{1} << 20;
  const auto* const found = std::ranges::find_if(kCodecMemory, [&](const CodecMemory& memory) {
    return memory.codec == compression.codec && memory.min_level <= LevelOf(compression);
  });
  if (found == std::end(kCodecMemory)) return 0;
  return (block_bytes > kMiB ? found->large_blocks_mib : found->mib) * kMiB;
}

}  // namespace tpch
