// What a directory holds and how it was made: a JSON file next to the data, from which a later
// run learns what is complete.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tpch/io/output_directory.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"

namespace tpch {

/// Everything on which the bytes of files depend, apart from table and part: names and values in
/// words of the command line, in a fixed order.
using DataOptions = std::vector<std::pair<std::string, std::string>>;

/// One file that had its final name when this was written.
struct ManifestFile {
  std::string table;
  int64_t part = 1;
  int64_t num_parts = 1;
  FileTotals totals;
};

struct Manifest {
  DataOptions options;
  std::set<std::string> tables;               ///< asked for, by any run
  std::map<std::string, ManifestFile> files;  ///< by their path below the directory
  bool complete = false;                      ///< whether all files of these tables are there
  /// Paths of files of other data that were there before and are still to be removed or replaced.
  std::set<std::string> superseded = {};

  /// Returns whether it says that any data lies there.
  bool HoldsData() const { return !files.empty() || !superseded.empty(); }

  /// Lists a file that has its final name.
  void List(const OutputFile& file, const FileTotals& totals);
};

/// Returns the manifest's name: `_tpch.json`, or one of its own for each selection of parts, since
/// several machines may fill one directory.
std::string ManifestName(const Selection& selection);

/// Returns the text of a manifest.
std::string FormatManifest(const Manifest& manifest);

/// Returns whether a path is relative and leads to a place below the directory it is relative to.
bool IsPathBelow(std::string_view path);

/// Parses the text of a manifest. Invalid, with the reason alone, for anything else: a member that
/// is missing, of another type or there twice, a number out of its range, a table that does not
/// exist, a path that leads out of the directory. Takes no more memory than a manifest of that
/// size.
Result<Manifest> ParseManifest(std::string_view text);

/// Reads the manifest `name` of a directory; nothing where there is none. Invalid for a file that
/// is not a manifest.
Result<std::optional<Manifest>> ReadManifest(OutputDirectory* directory, const std::string& name);

/// Returns the value of one of a manifest's options, or nothing.
std::optional<std::string> FindOption(const Manifest& manifest, std::string_view name);

/// Returns the first difference in words, or nothing when both describe the same data.
std::optional<std::string> DescribeDifference(const DataOptions& theirs, const DataOptions& ours);

}  // namespace tpch
