// Proves files without a manifest: their bytes depend on options alone, so they can be made again.

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tpch/base/byte_buffer.h"
#include "tpch/base/stop_condition.h"
#include "tpch/encode/encoder.h"
#include "tpch/generate/existing_outputs.h"
#include "tpch/io/output_directory.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/memory_plan.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// What files are, by their relative paths.
using DigestsOfFiles = std::map<std::string, FileTotals>;

/// Makes the files of a plan without writing them. Nothing is owned. Cancelled when `stop` is met.
Result<DigestsOfFiles> DigestPlan(const Plan& plan, const Format& format, const MemoryPlan& memory,
                                  TextPool* text_pool, BufferPool* buffer_pool,
                                  StopCondition* stop);

/// Returns whether a file has the size and the digest of `totals`. Cancelled when `stop` is met.
Result<bool> HasDigest(OutputDirectory* directory, const std::string& path,
                       const FileTotals& totals, const StopCondition& stop);

/// Keeps the files of `plan` in `directory` that are what was `made`, and returns how many. Invalid
/// for another one, if no manifest says that it may be replaced; Cancelled when `stop` becomes
/// true.
Result<int64_t> KeepEqualFiles(const Plan& plan, const DigestsOfFiles& made,
                               OutputDirectory* directory, const StopCondition& stop,
                               FoundOutputs* found);

}  // namespace tpch
