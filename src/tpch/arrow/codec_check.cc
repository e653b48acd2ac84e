#include "tpch/arrow/codec_check.h"

#include <fmt/format.h>

#include <string>

namespace tpch {

Status CheckCodec(Field field, const NamedCodec& wanted, std::span<const NamedCodec> codecs,
                  HasCodec has_codec) {
  if (has_codec(wanted.type)) return Status::OK();
  std::string names;
  for (const NamedCodec& codec : codecs) {
    if (!has_codec(codec.type)) continue;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", codec.name);
  }
  return Status::Invalid(field,
                         fmt::format("the Arrow library of this build lacks '{}'", wanted.name),
                         "use " + names);
}

}  // namespace tpch
