// Whether the Arrow library has a codec: builds of it differ in that.

#pragma once

#include <arrow/util/type_fwd.h>

#include <span>
#include <string_view>

#include "tpch/status.h"

namespace tpch {

/// A codec's name on the command line, and how Arrow calls it.
struct NamedCodec {
  std::string_view name;
  arrow::Compression::type type;
};

/// Tells whether a library has a codec; arrow::util::Codec::IsAvailable for that of this build.
using HasCodec = bool (*)(arrow::Compression::type type);

/// Returns Invalid when a library lacks `wanted`, and names those of `codecs` that it has.
/// `field`: where the user said so.
Status CheckCodec(Field field, const NamedCodec& wanted, std::span<const NamedCodec> codecs,
                  HasCodec has_codec);

}  // namespace tpch
