#include "tpch/arrow/codec_check.h"

#include <fmt/format.h>

#include <string>

namespace tpch {

Status CheckCodec(const char* option, const NamedCodec& wanted, std::span<const NamedCodec> codecs,
                  HasCodec has_codec) {
  if (has_codec(wanted.type)) return Status::OK();
  std::string names;
  for (const NamedCodec& codec : codecs) {
    if (!has_codec(codec.type)) continue;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", codec.name);
  }
  return Status::Invalid(fmt::format("{}: the Arrow library of this build lacks '{}'; use {}",
                                     option, wanted.name, names));
}

}  // namespace tpch
