// Keeps a run within a memory limit: fewer threads, a compact text pool, a smaller byte budget. The
// bytes of files do not depend on it.

#pragma once

#include <cstdint>
#include <optional>

#include "tpch/memory_limit.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// From this many comments, making the whole text pool first, as the compact one, is faster than
/// drawing each comment for itself.
inline constexpr int64_t kMinCommentsForPool = 250'000;

/// Returns the limit for a cgroup's limit: nine tenths if that is small (below 1 GiB), because the
/// cgroup also counts some of the kernel's memory for the process; otherwise nullopt.
std::optional<MemoryLimit> LimitOfCgroup(std::optional<int64_t> cgroup_limit_bytes);

/// The resources that a run may use.
struct MemoryPlan {
  int num_threads = 1;
  TextPoolKind text_pool = TextPoolKind::kWide;
  /// Chunks in memory before workers wait (see ByteBudget).
  int64_t budget_bytes = 0;
};

/// Chooses the number of threads (at most `num_threads`), the text pool and the budget.
///
/// With n threads a run takes about
///
///     program + library + staging + text pool + held back + n · (batches + codec)
///     + (2n - 1) · unit + rest of the budget
///
/// where `library`, `held back` (for each table's open file), `codec` (for the table that needs
/// most per thread) and `unit` (for the largest series of the plan) are the format's
/// EstimateMemory, `staging_bytes` is the memory of the files' output, and the text pool is the
/// wide one (300 MiB), the compact one, or none for few comments. Of the units, n are being made;
/// the others are being written or waiting for their turn. A single thread writes each unit before
/// it makes the next. The plan uses as many threads as the limit allows, then the faster pool if it
/// fits, and gives the rest to the budget, which is at least one unit per thread; the lowest
/// unfinished unit may exceed it. `held_pool` is the pool that is in memory already, if any: the
/// plan uses it, whatever its size, if it fits.
///
/// Returns Invalid, with the smallest limit that works, if one thread does not fit.
Result<MemoryPlan> PlanMemory(const Plan& plan, const Format& format, int num_threads,
                              int64_t staging_bytes, const std::optional<MemoryLimit>& limit,
                              std::optional<TextPoolKind> held_pool);

}  // namespace tpch
