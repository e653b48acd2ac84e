// The contents of an output directory: manifests, and files with names of data files.

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
#include "tpch/selection.h"
#include "tpch/status.h"

namespace tpch {

/// A manifest in the state in which it was found.
struct FoundManifest {
  std::string name;
  OutputEntry entry;
  std::optional<Manifest> manifest;  ///< nullopt if it is unreadable
  std::string damage;                ///< why it is unreadable
  /// Whether its text may be the remnant of a manifest.
  bool is_remnant = false;
};

/// The contents of a directory and of the folders of tables and refresh sets.
struct DirectoryContents {
  OutputEntries entries;  ///< by path relative to the directory
  std::vector<FoundManifest> manifests;

  /// Returns the manifest with this name, or null.
  const FoundManifest* Find(const std::string& name) const;
};

/// Lists and reads the contents. The refresh sets are those of files that manifests list or
/// `planned_paths` names. Returns Invalid if a manifest is not a regular file.
Result<DirectoryContents> ReadContents(OutputDirectory* directory,
                                       const std::set<std::string>& planned_paths);

/// Returns whether a manifest lists data and some of it exists.
bool HoldsData(const FoundManifest& found, const OutputEntries& entries);

/// Returns the paths that a manifest lists, including superseded files.
std::set<std::string> ListedPaths(const Manifest& manifest);

/// Returns whether the complete data set of a selection's parts or segments can have a file with
/// this name. REQUIRES: both are of refresh sets, or none is.
bool CanHave(const DataFileName& name, const Selection& selection);

/// Returns the paths of `entries` that have names of these tables' files, of refresh sets or not.
std::set<std::string> FindDataFiles(const OutputEntries& entries, const std::set<Table>& tables,
                                    std::string_view extension, bool of_refresh_sets);

}  // namespace tpch
