// Describes a run's data for its manifest.

#pragma once

#include <string>

#include "tpch/encode/encoder.h"
#include "tpch/run/manifest.h"
#include "tpch/selection.h"

namespace tpch {

/// Returns all options on which the bytes of files depend, except table and part. Options that the
/// format does not have appear with their usual values.
DataOptions DescribeData(const Selection& selection, const Format& format);

/// Returns the extension of the files that a manifest describes, as Format::extension; "" if it
/// does not name a format.
std::string ExtensionOf(const Manifest& manifest);

}  // namespace tpch
