// How the files of a data set are named, and its manifests.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tpch/schema/table.h"

namespace tpch {

/// One file: `<table>.<extension>`, or `<table>/<table>.<part>.<extension>`.
struct DataFileName {
  Table table;
  std::optional<int64_t> part;  ///< from 1; absent for a file that is the whole table
  std::string extension;
};

/// Returns the file's path below its directory.
std::string FormatDataFileName(const DataFileName& name);

/// Reads a path below a directory; nothing for what FormatDataFileName does not return.
std::optional<DataFileName> ParseDataFileName(std::string_view path);

/// Returns whether a manifest may have that name (ManifestName).
bool IsManifestName(std::string_view name);

}  // namespace tpch
