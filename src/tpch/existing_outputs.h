// What a run finds in its output directory, and what of it may stay.

#pragma once

#include <atomic>
#include <set>
#include <string>

#include "tpch/base/status.h"
#include "tpch/generator.h"
#include "tpch/io/output_directory.h"
#include "tpch/run/manifest.h"
#include "tpch/run/plan.h"

namespace tpch {

struct FoundOutputs {
  Manifest manifest;                 ///< of this run: its options, its tables, its files that stay
  std::set<std::string> kept_paths;  ///< relative paths of planned files that are whole and stay
};

/// Examines the directory before anything is written. With GenerateOptions::resume it keeps each
/// planned file whose size and digest are those of the manifest, and removes temporary files that a
/// killed run of the same files left.
///
/// Errors: Invalid for outputs that exist and may not be replaced, and for a directory that cannot
/// be resumed because its manifest tells of other data; Cancelled when `stop` becomes true.
Result<FoundOutputs> ExamineOutputs(const GenerateOptions& options, OutputDirectory* directory,
                                    const Selection& selection, const Plan& plan,
                                    const std::atomic<bool>& stop);

/// Removes temporary files that ended processes left of the plan's files and of their manifest;
/// files of other parts may be under way elsewhere.
void RemoveStaleFiles(OutputDirectory* directory, const Selection& selection, const Plan& plan);

/// Returns the relative paths of the plan's files.
std::set<std::string> PathsOf(const Plan& plan);

}  // namespace tpch
