// What a user can choose about Arrow IPC files. Plain data, so that programs without Arrow know it.

#pragma once

#include <cstdint>
#include <optional>

#include "tpch/base/enum_names.h"

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
  std::optional<int> level;  ///< only for zstd; absent: 1
};

/// What surrounds the record batches.
enum class ArrowFraming : uint8_t {
  kFile,   ///< the IPC file format: a footer finds every record batch
  kStream  ///< the IPC stream format: readers need not seek
};

}  // namespace tpch
