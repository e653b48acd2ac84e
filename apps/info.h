// What `tpch info` and `tpch --version` print.

#pragma once

#include <filesystem>
#include <string>

#include "tpch/scale_factor.h"
#include "tpch/status.h"

namespace tpch {

/// Returns the version of the program and of what it is built with, one a line.
std::string DescribeVersion();

/// Prints rows and sizes of all tables at a scale factor, and what this machine and build can do,
/// to standard output. Returns IoError when that takes no more.
Status PrintInfo(const ScaleFactor& scale_factor);

/// Prints the row groups and columns of a Parquet file to standard output. Invalid in a build
/// without Arrow, IoError for what is no such file.
Status PrintFileInfo(const std::filesystem::path& path);

}  // namespace tpch
