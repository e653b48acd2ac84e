// Proves files without a manifest by generating them again: their bytes depend only on options.

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tpch/base/stop_condition.h"
#include "tpch/encode/encoder.h"
#include "tpch/generate/existing_outputs.h"
#include "tpch/io/output_directory.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/plan.h"
#include "tpch/run/run.h"
#include "tpch/status.h"

namespace tpch {

/// The sizes and digests of files, by relative path.
using DigestsOfFiles = std::map<std::string, FileTotals>;

/// Makes a plan's files without writing them, by a run with these `options`; their output, digest
/// and progress do not matter. Returns Cancelled when their stop condition is met.
Result<DigestsOfFiles> DigestPlan(const Plan& plan, const Format& format, RunOptions options);

/// Returns whether a file has the size and digest of `totals`, or Cancelled when `stop` is met.
Result<bool> HasDigest(OutputDirectory* directory, const std::string& path,
                       const FileTotals& totals, const StopCondition& stop);

/// Records in `found` the files of `plan` that are equal in `directory` and `made`, to keep them,
/// and returns their number. Returns Invalid if a file differs and `found` has no manifest, which
/// would allow replacing it, and Cancelled when `stop` is met.
Result<int64_t> KeepEqualFiles(const Plan& plan, const DigestsOfFiles& made,
                               OutputDirectory* directory, const StopCondition& stop,
                               FoundOutputs* found);

}  // namespace tpch
