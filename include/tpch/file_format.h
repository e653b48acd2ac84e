// The file formats.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "tpch/compression.h"
#include "tpch/enum_names.h"

namespace tpch {

enum class FileFormat : uint8_t { kTbl, kCsv, kParquet, kArrow };

/// A format's name on the command line and in summaries, and the codecs that it accepts.
struct FileFormatDescriptor {
  FileFormat value;
  std::string_view name;
  std::span<const Codec> codecs;
};

inline constexpr Codec kParquetCodecs[] = {Codec::kNone,   Codec::kSnappy, Codec::kZstd,
                                           Codec::kLz4Raw, Codec::kGzip,   Codec::kBrotli};
inline constexpr Codec kTextCodecs[] = {Codec::kNone};
inline constexpr Codec kArrowCodecs[] = {Codec::kNone, Codec::kLz4, Codec::kZstd};

inline constexpr FileFormatDescriptor kFileFormats[] = {
    {FileFormat::kParquet, "parquet", kParquetCodecs},
    {FileFormat::kCsv, "csv", kTextCodecs},
    {FileFormat::kTbl, "tbl", kTextCodecs},
    {FileFormat::kArrow, "arrow", kArrowCodecs}};

}  // namespace tpch
