// The names of a data set's files and manifests.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tpch/schema/table.h"

namespace tpch {

/// A file: `<table>.<extension>`, or `<table>/<table>.<part>.<extension>`. The extension is that of
/// the format, to which a codec may add its own: `csv.gz`.
///
/// A file of a refresh set: `refresh.<set>/<table>.<extension>`, with `.<part>` after the table if
/// the set is in segments. In TBL dbgen's names: `<table>.tbl.u<set>` and `delete.<set>`, in
/// segments `<table>.tbl.u<set>.<part>` and `delete.u<set>.<part>`, before the suffix of a codec.
struct DataFileName {
  Table table;
  std::optional<int64_t> part;  ///< from 1; nullopt if the file is the whole table
  std::string extension;
  std::optional<int64_t> set = {};  ///< from 1; nullopt if the file is of the database
};

/// Returns the file's path relative to its directory.
std::string FormatDataFileName(const DataFileName& name);

/// Parses a path relative to a directory; nullopt if FormatDataFileName cannot return it.
std::optional<DataFileName> ParseDataFileName(std::string_view path);

/// Returns the number of the set whose files a folder with this name has; nullopt if it is not of
/// refresh sets.
std::optional<int64_t> ParseRefreshFolder(std::string_view name);

/// Returns whether a file or folder of refresh sets, or a manifest of theirs, may have this name.
bool IsOfRefreshSets(std::string_view name);

/// The beginning of all names of manifests.
inline constexpr std::string_view kManifestPrefix = "_tpch.";

/// Returns whether a manifest may have this name (ManifestName).
bool IsManifestName(std::string_view name);

}  // namespace tpch
