// Describes a directory's data and how it was made: a JSON file next to the data, which shows later
// runs what is complete.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/encode/data_option.h"
#include "tpch/io/output_directory.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"

namespace tpch {

/// A file that had its final name when the manifest was written.
struct ManifestFile {
  std::string table;
  int64_t part = 1;
  int64_t num_parts = 1;
  FileTotals totals;
  std::optional<int64_t> set = {};  ///< the refresh set, from 1
};

struct Manifest {
  DataOptions options;                        ///< all that bytes depend on, except table and part
  std::set<std::string> tables;               ///< requested by any run
  std::map<std::string, ManifestFile> files;  ///< by path relative to the directory
  bool complete = false;                      ///< whether all files of these tables exist
  /// Paths of existing files of other data that are still to be removed or replaced.
  std::set<std::string> superseded = {};

  /// Returns whether it lists any data.
  bool HoldsData() const { return !files.empty() || !superseded.empty(); }

  /// Adds a file that has its final name.
  void List(const OutputFile& file, const FileTotals& totals);
};

/// Returns the manifest's name: `_tpch.json`, or a separate name for each selection of parts,
/// and of refresh sets, because several machines may fill one directory.
std::string ManifestName(const Selection& selection);

/// Returns the text of a manifest.
std::string FormatManifest(const Manifest& manifest);

/// Returns whether a path is relative and does not leave its base directory.
bool IsPathBelow(std::string_view path);

/// Parses the text of a manifest. Returns Invalid, with only the reason, for any other text: a
/// member that is missing, duplicate or of another type, a number out of range, an unknown table,
/// or a path that leaves the directory. Takes no more memory than a manifest of this size.
Result<Manifest> ParseManifest(std::string_view text);

/// Reads the manifest `name` of a directory; nullopt if it does not exist. Returns Invalid if the
/// file is not a manifest.
Result<std::optional<Manifest>> ReadManifest(OutputDirectory* directory, const std::string& name);

/// Returns the value of a manifest's option, or nullopt.
std::optional<std::string> FindOption(const Manifest& manifest, std::string_view name);

/// Returns whether the options are those of refresh sets, which may lie beside a database.
bool AreOfRefreshSets(const DataOptions& options);

/// Describes the first difference; nullopt if both describe the same data, or a database and its
/// refresh sets. Synonyms of ours and other texts of the same size are not differences.
std::optional<std::string> DescribeDifference(const DataOptions& theirs, const DataOptions& ours);

}  // namespace tpch
