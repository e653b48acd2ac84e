// Proves files without a manifest: their bytes depend on options alone, so they can be made again.

#pragma once

#include <map>
#include <string>

#include "tpch/base/byte_buffer.h"
#include "tpch/base/stop_condition.h"
#include "tpch/encode/encoder.h"
#include "tpch/io/output_directory.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/memory_plan.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"

namespace tpch {

/// What files are, by their relative paths.
using DigestsOfFiles = std::map<std::string, FileTotals>;

/// Makes the files of a plan without writing them. Nothing is owned. Cancelled when `stop` is met.
Result<DigestsOfFiles> DigestPlan(const Plan& plan, const Format& format, const MemoryPlan& memory,
                                  BufferPool* buffer_pool, StopCondition* stop);

/// Returns whether a file has the size and the digest of `totals`. Cancelled when `stop` is met.
Result<bool> HasDigest(OutputDirectory* directory, const std::string& path,
                       const FileTotals& totals, const StopCondition& stop);

}  // namespace tpch
