// Examines a run's output directory and determines which of its files may stay.

#pragma once

#include <set>
#include <string>

#include "tpch/base/stop_condition.h"
#include "tpch/encode/encoder.h"
#include "tpch/generate.h"
#include "tpch/io/output_directory.h"
#include "tpch/run/manifest_writer.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"

namespace tpch {

struct FoundOutputs {
  ManifestClaim claim;               ///< the run's claim on the directory
  std::set<std::string> kept_paths;  ///< complete planned files that stay; `claim` lists them
  /// Existing planned files that no manifest lists, to be proven by generating them again. Only
  /// with GenerateOptions::resume.
  std::set<std::string> unproven_paths;
  /// Whether the run's manifest exists, readable or damaged, so that the run may replace files that
  /// are not proven.
  bool has_manifest = false;
};

/// Examines the directory before anything is written: all its manifests, and the files that have
/// names of the selected tables' files. A directory holds one data set, so data of other options is
/// an error, even if no names collide; GenerateOptions::overwrite supersedes it, unless some of it
/// would stay. With GenerateOptions::resume, planned files stay if a manifest lists their size and
/// digest, and the temporary files of a killed run of the same files are removed.
///
/// Errors: Invalid for existing outputs, other data or an unreadable manifest that the run may not
/// replace; Cancelled when `stop` is met.
Result<FoundOutputs> ExamineOutputs(const GenerateOptions& options, const Format& format,
                                    OutputDirectory* directory, const Selection& selection,
                                    const Plan& plan, const StopCondition& stop);

/// Removes temporary files that ended processes left for the plan's files and their manifest, but
/// not for other parts, which other runs may be writing. Removes nothing if the wait for the
/// directory's lock fails.
void RemoveStaleFiles(OutputDirectory* directory, const Selection& selection, const Plan& plan,
                      const LockWait& wait);

}  // namespace tpch
