// The output of `tpch info` and `tpch --version`.

#pragma once

#include <filesystem>
#include <string>

#include "tpch/scale_factor.h"
#include "tpch/status.h"

namespace tpch {

/// Returns the versions of the program and of Arrow, one per line.
std::string DescribeVersion();

/// Prints rows and sizes of all tables at a scale factor, and the capabilities of this machine and
/// build, to standard output. Returns IoError if the write fails.
Status PrintInfo(const ScaleFactor& scale_factor);

/// Prints the row groups and columns of a Parquet file to standard output. Returns Invalid in a
/// build without Arrow, and IoError if it is not a Parquet file.
Status PrintFileInfo(const std::filesystem::path& path);

}  // namespace tpch
