// How names of files show that their contents are compressed: `orders.csv.zst`.

#pragma once

#include <string_view>

#include "tpch/compression.h"

namespace tpch {

/// Returns the end of the names of files that a codec compresses as a whole, with its dot; "" for
/// kNone and for codecs of pages.
constexpr std::string_view SuffixOf(Codec codec) {
  switch (codec) {
    case Codec::kGzip:
      return ".gz";
    case Codec::kZstd:
      return ".zst";
    case Codec::kLz4:
      return ".lz4";
    default:
      return "";
  }
}

/// Removes such an end, in lower case, from a name and returns its codec; kNone if there is none.
constexpr Codec TakeCodecSuffix(std::string_view* name) {
  for (const Codec codec : {Codec::kGzip, Codec::kZstd, Codec::kLz4}) {
    if (!name->ends_with(SuffixOf(codec))) continue;
    name->remove_suffix(SuffixOf(codec).size());
    return codec;
  }
  return Codec::kNone;
}

}  // namespace tpch
