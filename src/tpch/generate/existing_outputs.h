// What a run finds in its output directory, and what of it may stay.

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
  ManifestClaim claim;               ///< what the run wants of the directory
  std::set<std::string> kept_paths;  ///< planned files that are whole and stay; `claim` lists them
  /// Planned files that are there and of which no manifest says anything: to be proven by making
  /// them again. Only with GenerateOptions::resume.
  std::set<std::string> unproven_paths;
  /// Whether there is, or was, a manifest, so that files that are not proven are the run's to
  /// replace.
  bool has_manifest = false;
};

/// Examines the directory before anything is written: all manifests in it, and the files that are
/// named like those of the selected tables. A directory holds one data set, so what differs from
/// the run's options is refused, whether or not names collide; with GenerateOptions::overwrite it
/// is superseded, unless some of it would stay. With GenerateOptions::resume planned files stay
/// whose size and digest are those of a manifest, and temporary files are removed that a killed run
/// of the same files left.
///
/// Errors: Invalid for outputs that exist and may not be replaced, for other data, and for a
/// manifest that cannot be read and may not be replaced; Cancelled when `stop` is met.
Result<FoundOutputs> ExamineOutputs(const GenerateOptions& options, const Format& format,
                                    OutputDirectory* directory, const Selection& selection,
                                    const Plan& plan, const StopCondition& stop);

/// Removes temporary files that ended processes left of the plan's files and of their manifest;
/// files of other parts may be under way elsewhere. Removes nothing if the directory cannot be
/// locked.
void RemoveStaleFiles(OutputDirectory* directory, const Selection& selection, const Plan& plan,
                      const LockWait& wait);

}  // namespace tpch
