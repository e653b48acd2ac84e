// What a directory holds and how it was made: a JSON file beside the data, by which a later run
// knows what is complete.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tpch/base/status.h"
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
  bool complete = false;                      ///< whether the last run made all that it should
};

/// Returns the manifest's name: `_tpch.json`, or one of its own for each selection of parts, since
/// several machines may fill one directory.
std::string ManifestName(const Selection& selection);

/// Reads a manifest; nothing where there is none. Invalid for a file that is no manifest.
Result<std::optional<Manifest>> ReadManifest(const std::filesystem::path& path);

/// Returns the first difference in words, or nothing when both describe the same data.
std::optional<std::string> DescribeDifference(const DataOptions& theirs, const DataOptions& ours);

/// Keeps the manifest of a run up to date. Every state of it on disk is whole: it is written under
/// another name and renamed. Thread-safe.
class ManifestWriter {
 public:
  ManifestWriter(std::filesystem::path path, Manifest manifest)
      : path_(std::move(path)), manifest_(std::move(manifest)) {}

  /// Writes the manifest as it is. Call it before any file gets its name.
  Status Begin();

  /// Adds a file that has got its name. Runs with very many files write some of them later, with
  /// those that follow.
  Status Add(const OutputFile& file, const FileTotals& totals);

  /// Writes the final state; removes the manifest of an incomplete run that has no files.
  Status End(bool complete);

 private:
  Status Write();

  const std::filesystem::path path_;
  std::mutex mutex_;
  Manifest manifest_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::duration writing_{};  // time spent on it so far
};

}  // namespace tpch
