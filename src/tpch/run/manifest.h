// What a directory holds and how it was made: a JSON file beside the data, by which a later run
// knows what is complete.

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tpch/base/status.h"
#include "tpch/io/output_directory.h"
#include "tpch/run/file_writer.h"
#include "tpch/run/plan.h"

namespace tpch {

/// Everything on which the bytes of files depend, beside table and part: names and values in words
/// of the command line, in a fixed order.
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

/// Returns the first difference in words, or nothing when both describe the same data.
std::optional<std::string> DescribeDifference(const DataOptions& theirs, const DataOptions& ours);

/// Keeps the manifest of a run up to date. Every state of it that others see is whole. Runs that
/// make different files of the same data may share one, where the directory has a lock: what others
/// tell of their files stays as it is. Thread-safe.
class ManifestWriter {
 public:
  /// For a run of `selection` into `directory` (not owned). `manifest` tells of this run alone: its
  /// options and tables, and those of its files that stay. `paths` are all its files, made or not.
  ManifestWriter(OutputDirectory* directory, const Selection& selection,
                 std::set<std::string> paths, Manifest manifest)
      : directory_(directory),
        name_(ManifestName(selection)),
        num_selected_parts_(static_cast<int64_t>(selection.parts.size())),
        paths_(std::move(paths)),
        manifest_(std::move(manifest)) {}

  /// Writes the manifest, in place of one that tells of other data. Call it before any file gets
  /// its name.
  Status Begin();

  /// Adds a file that has got its name. Runs with very many files write some of them later, with
  /// those that follow. Fails when another run has begun to make other data in the directory.
  Status Add(const OutputFile& file, const FileTotals& totals);

  /// Writes the final state; removes a manifest without files.
  Status End();

 private:
  /// Returns this run's manifest with what others have written of their files.
  Result<Manifest> MergeWithOthers() const;
  bool IsComplete(const Manifest& manifest) const;
  Status Write(const Manifest& manifest) const;

  OutputDirectory* const directory_;
  const std::string name_;
  const int64_t num_selected_parts_;  // 0: all
  const std::set<std::string> paths_;
  std::mutex mutex_;
  Manifest manifest_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::duration writing_{};  // time spent on it so far
};

}  // namespace tpch
