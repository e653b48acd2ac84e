// Arrow IPC: the file format, and the stream format for standard output.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/modules/format_module.h"

namespace tpch {

/// Makes the format. Columns have the types of MakeArrowSchema, which every reader accepts. Returns
/// Invalid, listing the available codecs, if the Arrow library does not have the codec.
Result<std::unique_ptr<Format>> MakeArrowFormat(const ArrowOptions& options, ArrowFraming framing);

}  // namespace tpch
