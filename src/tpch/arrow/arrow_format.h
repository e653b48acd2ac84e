// Arrow IPC: the file format, and the stream format for standard output.

#pragma once

#include <memory>

#include "tpch/encode/arrow_options.h"
#include "tpch/encode/encoder.h"

namespace tpch {

/// Makes the format. Columns have the types of MakeArrowSchema, so that every reader takes them.
/// Returns Invalid, with those that it has, when the Arrow library lacks the codec.
Result<std::unique_ptr<Format>> MakeArrowFormat(const ArrowOptions& options, ArrowFraming framing);

}  // namespace tpch
