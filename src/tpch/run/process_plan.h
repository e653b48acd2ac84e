// How a run is divided between processes, one for each table: threads, memory, the form of the text
// pool that they share. Bytes of files never depend on it.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tpch/base/status.h"
#include "tpch/run/memory_plan.h"
#include "tpch/run/plan.h"
#include "tpch/schema/table.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// What the process of one table may use.
struct ProcessShare {
  Table table;
  int num_threads;
  /// Beside the text pool, which is counted once for all.
  std::optional<int64_t> memory_limit_bytes;
};

struct ProcessPlan {
  TextPoolKind text_pool = TextPoolKind::kCompact;
  std::vector<ProcessShare> shares;  ///< largest table first
};

/// Divides a run whose tables have these plans, one a table.
///
/// The largest table gets `num_threads`, the others fewer in proportion to their bytes, at least
/// one. So the system's scheduler gives every process about its part of the work while all run, and
/// whoever is left can use all CPUs.
///
/// Of a limit, each process gets what it needs with one thread, and all share the rest in
/// proportion to what more threads would take; `staging_bytes` is what the output of one process
/// takes. The faster text pool is taken if then nobody has to do with fewer threads. Returns
/// Invalid, with the smallest limit that works, when the processes do not fit with one thread each.
Result<ProcessPlan> PlanProcesses(const std::vector<Plan>& tables, const Format& format,
                                  int num_threads, int64_t staging_bytes,
                                  const std::optional<MemoryLimit>& limit);

}  // namespace tpch
