// The codecs of the program, with the versions of their libraries.

#pragma once

#include <string>

namespace tpch {

/// Returns the codecs on one line: `snappy, zstd 1.5.4, …`. Their bytes can change with a version.
std::string DescribeCodecLibraries();

}  // namespace tpch
