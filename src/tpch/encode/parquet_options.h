// What a user can choose about Parquet files. Plain data, so that programs without Arrow know it.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tpch {

/// Page compression.
enum class Codec : uint8_t { kNone, kSnappy, kZstd, kLz4Raw, kGzip, kBrotli };

/// A codec's name on the command line and the levels that it takes.
struct CodecDescriptor {
  Codec codec;
  std::string_view name;
  int min_level;  ///< min_level > max_level: the codec takes no level
  int max_level;
};

inline constexpr CodecDescriptor kCodecs[] = {
    {Codec::kNone, "none", 1, 0},  {Codec::kSnappy, "snappy", 1, 0},
    {Codec::kZstd, "zstd", 1, 22}, {Codec::kLz4Raw, "lz4_raw", 1, 0},
    {Codec::kGzip, "gzip", 1, 9},  {Codec::kBrotli, "brotli", 0, 11},
};

/// Rows of the largest row group: readers count its rows in 32 bits.
inline constexpr int64_t kMaxRowGroupRows = 2'147'483'647;

struct ParquetOptions {
  Codec codec = Codec::kSnappy;
  std::optional<int> level;  ///< absent: 1 for zstd, the codec's own default otherwise
  /// Rows of a row group, about: row groups consist of whole base rows.
  int64_t row_group_rows = 1'048'576;
  /// Bytes of a row group before compression, about; where present it counts instead of rows.
  std::optional<int64_t> row_group_bytes;
};

}  // namespace tpch
