// The user's choice of compression: its text, and what a format accepts.

#pragma once

#include <string>

#include "tpch/compression.h"
#include "tpch/file_format.h"
#include "tpch/status.h"

namespace tpch {

/// Returns `CODEC` or `CODEC:LEVEL`, as users write it.
std::string DescribeCompression(const Compression& compression);

/// Returns whether files of the format may have the codec.
bool AcceptsCodec(FileFormat format, Codec codec);

/// Lists the names of the format's codecs: `none, lz4 or zstd`.
std::string ListCodecs(FileFormat format);

/// Returns Invalid, with a remedy, for a codec that the format does not accept and a level that the
/// codec does not have. `field` is the option that names the codec.
Status CheckCompression(Field field, const Compression& compression, FileFormat format);

}  // namespace tpch
