#include "tpch/compress/compression_options.h"

#include <fmt/format.h>

#include <algorithm>

namespace tpch {

std::string DescribeCompression(const Compression& compression) {
  const std::string_view codec = NameOf(compression.codec, kCodecs);
  return compression.level ? fmt::format("{}:{}", codec, *compression.level) : std::string(codec);
}

bool AcceptsCodec(FileFormat format, Codec codec) {
  return std::ranges::count(EntryOf(format, kFileFormats).codecs, codec) > 0;
}

std::string ListCodecs(FileFormat format) {
  const std::span<const Codec> codecs = EntryOf(format, kFileFormats).codecs;
  std::string names;
  for (const Codec& codec : codecs) {
    if (&codec != &codecs.front()) names += &codec == &codecs.back() ? " or " : ", ";
    names += NameOf(codec, kCodecs);
  }
  return names;
}

Status CheckCompression(Field field, const Compression& compression, FileFormat format) {
  const CodecDescriptor& codec = EntryOf(compression.codec, kCodecs);
  if (!AcceptsCodec(format, codec.value)) {
    return Status::Invalid(
        field, fmt::format("'{}' is not a codec of {}", codec.name, NameOf(format, kFileFormats)),
        "use " + ListCodecs(format));
  }
  if (!compression.level) return Status::OK();
  if (codec.min_level > codec.max_level) {
    return Status::Invalid(field,
                           fmt::format("'{}:{}' has a level, but {} has no levels", codec.name,
                                       *compression.level, codec.name),
                           "leave it out");
  }
  if (*compression.level >= codec.min_level && *compression.level <= codec.max_level) {
    return Status::OK();
  }
  return Status::Invalid(field,
                         fmt::format("'{}:{}' has no such level", codec.name, *compression.level),
                         fmt::format("use {} to {}", codec.min_level, codec.max_level));
}

}  // namespace tpch
