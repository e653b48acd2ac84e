// Keeps a directory's manifest true while a run names its files, and keeps other runs out.

#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "tpch/io/output_directory.h"
#include "tpch/io/sink.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/manifest.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"

namespace tpch {

/// What a run knows about its directory at the start, and what it will do there.
struct ManifestClaim {
  std::string name;  ///< name of the run's manifest
  /// The run's options and tables, its files that are kept, and the files of other data that it
  /// supersedes.
  Manifest manifest;
  /// The paths of all its files, whether or not they have been made.
  std::set<std::string> paths;
  /// The number of selected parts; 0: all.
  int64_t num_selected_parts = 0;
  int64_t num_sets = 1;  ///< that each have all parts
  /// Paths of its files that did not match the manifest `name` when they were examined.
  std::set<std::string> disproved;
  /// The state of `name` when it was examined; nullopt if it did not exist.
  std::optional<OutputEntry> examined;
  /// Manifests of other data that the run may replace, in the state in which they were examined.
  OutputEntries replaced;
  /// Manifests of the same data, or of none, to remove when all files exist, in the state in which
  /// they were examined.
  OutputEntries obsolete;
  /// Whether other processes name the files, as runs of the same data. Begin then replaces other
  /// manifests immediately instead of waiting until a file gets its name.
  bool is_for_others = false;
  /// Whether the run removes the superseded files after it has made all its files.
  bool removes_superseded = true;
};

/// The manifest of one run. Every state that others can see is complete and true. A file gets its
/// name under the directory's lock, and only while no manifest there lists files of other data: if
/// two runs would mix their data, the one that first names a file continues. Runs of the same data
/// may share a manifest, and keep what others have written about their files. Without a lock, a run
/// may still name a file between another run's check and naming. Thread-safe.
class ManifestWriter {
 public:
  /// `directory` is not owned.
  ManifestWriter(OutputDirectory* directory, ManifestClaim claim, LockWait wait);

  /// Creates the directory and writes the manifest. If it replaces a manifest that lists files of
  /// other data, that one stays until a file gets its name. Returns IoError if other data has
  /// appeared since the directory was examined.
  Status Begin();

  /// Makes `sink` give a file its name, if the directory still belongs to this run, and lists the
  /// file. Runs with very many files write some entries later, together with the next ones.
  Status NameAndAdd(const OutputFile& file, const FileTotals& totals, Sink* sink);

  /// Lists a file that another process has named. End writes the entry.
  void Add(const OutputFile& file, const FileTotals& totals);

  /// Writes the final state. If `all_made`, first removes what the run has superseded. Never
  /// removes a manifest that lists files; removes one that the run created without listing any.
  Status End(bool all_made);

 private:
  Status Prepare(const OutputFile& file, const FileTotals& totals, bool is_locked);
  Status Look();
  Status LookAt(const std::string& name);
  Status TakePlace();
  bool IsDue(std::chrono::steady_clock::duration spent) const;
  Status WriteIfDue();
  Status RemoveSuperseded();
  Status RemoveOwnIfEmpty();
  Status RemoveObsolete();
  bool IsInState(const OutputEntries& examined, const std::string& name) const;
  Manifest Merged() const;
  bool IsComplete(const Manifest& manifest) const;
  Status Write();

  OutputDirectory* const directory_;
  ManifestClaim claim_;
  const LockWait wait_;
  std::mutex mutex_;
  Manifest own_;                    // only this run's
  std::optional<Manifest> theirs_;  // the file with the same name, when last read
  OutputEntries known_;             // manifests without other data, when last seen
  bool is_new_ = false;             // there was none that listed files
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::duration writing_{};  // time spent on writing so far
  std::chrono::steady_clock::duration looking_{};  // time spent on reading without a lock
};

}  // namespace tpch
