// Compression of files, in blocks: codecs and their levels.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tpch/enum_names.h"

namespace tpch {

enum class Codec : uint8_t {
  kNone,
  kSnappy,
  kZstd,
  kLz4Raw,  ///< LZ4 blocks, whose sizes only the format around them knows
  kGzip,
  kBrotli,
  kLz4  ///< LZ4 frames
};

/// A codec's name on the command line and its levels.
struct CodecDescriptor {
  Codec value;
  std::string_view name;
  int min_level;  ///< min_level > max_level: the codec has no levels
  int max_level;
  int default_level;
};

inline constexpr CodecDescriptor kCodecs[] = {
    {Codec::kNone, "none", 1, 0, 0},  {Codec::kSnappy, "snappy", 1, 0, 0},
    {Codec::kZstd, "zstd", 1, 22, 1}, {Codec::kLz4Raw, "lz4_raw", 1, 0, 0},
    {Codec::kGzip, "gzip", 1, 9, 9},  {Codec::kBrotli, "brotli", 0, 11, 8},
    {Codec::kLz4, "lz4", 1, 12, 1},
};

/// A codec and its level.
struct Compression {
  Codec codec = Codec::kNone;
  std::optional<int> level;  ///< absent: the codec's default level
};

/// Returns the level that compression uses; 0 if the codec has no levels.
constexpr int LevelOf(const Compression& compression) {
  return compression.level.value_or(EntryOf(compression.codec, kCodecs).default_level);
}

}  // namespace tpch
