// Checks whether the Arrow library has a codec, because builds of it differ.

#pragma once

#include <arrow/util/type_fwd.h>

#include <span>
#include <string_view>

#include "tpch/status.h"

namespace tpch {

/// A codec's name on the command line and its Arrow type.
struct NamedCodec {
  std::string_view name;
  arrow::Compression::type type;
};

/// Returns whether a library has a codec; arrow::util::Codec::IsAvailable for this build's library.
using HasCodec = bool (*)(arrow::Compression::type type);

/// Returns Invalid if a library does not have `wanted`, and lists those of `codecs` that it has.
/// `field` is the option that names the codec.
Status CheckCodec(Field field, const NamedCodec& wanted, std::span<const NamedCodec> codecs,
                  HasCodec has_codec);

}  // namespace tpch
