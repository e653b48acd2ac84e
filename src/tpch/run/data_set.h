// What lies in an output directory: manifests, and files that are named like those of a data set.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/io/output_directory.h"
#include "tpch/run/data_file_name.h"
#include "tpch/run/manifest.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"

namespace tpch {

/// A manifest as it was found.
struct FoundManifest {
  std::string name;
  OutputEntry entry;
  std::optional<Manifest> manifest;  ///< absent where it cannot be read
  std::string damage;                ///< why it cannot be read
  /// Whether its text may be what is left of a manifest.
  bool is_remnant = false;
};

/// All that lies in a directory and in the folders of tables.
struct DirectoryContents {
  OutputEntries entries;  ///< by their paths below the directory
  std::vector<FoundManifest> manifests;

  /// Returns the manifest of that name, or null.
  const FoundManifest* Find(const std::string& name) const;
};

/// Lists and reads. Invalid for a manifest that is not a regular file.
Result<DirectoryContents> ReadContents(OutputDirectory* directory);

/// Returns whether a manifest says that data lies there, and some of it does.
bool HoldsData(const FoundManifest& found, const OutputEntries& entries);

/// Returns the paths that a manifest lists, replaced files included.
std::set<std::string> ListedPaths(const Manifest& manifest);

/// Returns whether the whole data set of these parts can have a file of that name.
bool CanHave(const DataFileName& name, const std::optional<int64_t>& num_parts);

/// Returns the paths of `entries` that are named like files of these tables.
std::set<std::string> FindDataFiles(const OutputEntries& entries, const std::set<Table>& tables,
                                    std::string_view extension);

}  // namespace tpch
