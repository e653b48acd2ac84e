// What a manifest says of the data that a run makes.

#pragma once

#include "tpch/encode/encoder.h"
#include "tpch/selection.h"

namespace tpch {

/// Returns all options on which the bytes of files depend, apart from table and part. Those that
/// the format lacks have their usual value.
DataOptions DescribeData(const Selection& selection, const Format& format);

}  // namespace tpch
