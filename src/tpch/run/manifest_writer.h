// Keeps a directory's manifest true while a run names its files, and other runs out of the way.

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

/// What a run knows of its directory when it begins, and wants of it.
struct ManifestClaim {
  std::string name;  ///< of the run's manifest
  /// The run's options and tables, those of its files that stay, and the files of other data that
  /// it supersedes.
  Manifest manifest;
  /// The paths of all its files, made or not.
  std::set<std::string> paths;
  /// Parts that it was asked for; 0: all.
  int64_t num_selected_parts = 0;
  /// Paths of its files that are not what `name` says, as that was examined.
  std::set<std::string> disproved;
  /// The state in which `name` was examined; absent where there was none.
  std::optional<OutputEntry> examined;
  /// Manifests of other data that the run may take the place of, in the state in which they were
  /// examined.
  OutputEntries replaced;
  /// Manifests of the same data, or of none, that are to go when all files are there, in the same
  /// way.
  OutputEntries obsolete;
  /// Whether others name the files, as runs of the same data: then Begin takes the place of other
  /// manifests, where it would wait for a file that gets its name.
  bool is_for_others = false;
  /// Whether the run, when it has made all its files, removes what they supersede.
  bool removes_superseded = true;
};

/// The manifest of one run. Every state of it that others see is whole and true. A file gets its
/// name under the directory's lock, and only while no manifest there lists files of other data: so
/// of two runs that would mix their data, the one that names a file first goes on. Runs of the same
/// data may share a manifest: what others have written of their files stays as it is. Where there
/// is no lock, two runs can still come between each other's looking and naming. Thread-safe.
class ManifestWriter {
 public:
  /// `directory` is not owned.
  ManifestWriter(OutputDirectory* directory, ManifestClaim claim, LockWait wait);

  /// Makes the directory and writes the manifest, unless it takes the place of one that lists files
  /// of other data, which stays until a file gets its name. IoError when other data has appeared
  /// since the directory was examined.
  Status Begin();

  /// Has `sink` give a file its name, in a directory that is still this run's, and lists it. Runs
  /// with very many files write some of them later, with those that follow.
  Status NameAndAdd(const OutputFile& file, const FileTotals& totals, Sink* sink);

  /// Lists a file that others have named. End writes it.
  void Add(const OutputFile& file, const FileTotals& totals);

  /// Writes the final state. With `all_made` it first removes what the run has superseded. A
  /// manifest that lists files is never removed; one that the run began for nothing is.
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
  Manifest own_;                    // of this run alone
  std::optional<Manifest> theirs_;  // what the file of the same name said when it was last read
  OutputEntries known_;             // manifests of no other data, as they were last seen
  bool is_new_ = false;             // there was none that listed files
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::duration writing_{};  // time spent on it so far
  std::chrono::steady_clock::duration looking_{};  // the same, without a lock
};

}  // namespace tpch
