// User options of Arrow IPC files. Plain data, so that programs without Arrow can use them.

#pragma once

#include <cstdint>
#include <optional>

#include "tpch/enum_names.h"

namespace tpch {

/// Compression of the buffers of a record batch.
enum class ArrowCodec : uint8_t { kNone, kLz4, kZstd };

/// Names on the command line.
inline constexpr EnumName<ArrowCodec> kArrowCodecs[] = {
    {ArrowCodec::kNone, "none"}, {ArrowCodec::kLz4, "lz4"}, {ArrowCodec::kZstd, "zstd"}};

inline constexpr int kMinArrowZstdLevel = 1;
inline constexpr int kMaxArrowZstdLevel = 22;

struct ArrowOptions {
  ArrowCodec codec = ArrowCodec::kNone;
  std::optional<int> level;  ///< only for zstd; nullopt: 1
};

}  // namespace tpch
