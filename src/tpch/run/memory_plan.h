// How a run keeps to a memory limit: fewer threads, a compact text pool, a smaller byte budget.
// Bytes of files never depend on it.

#pragma once

#include <cstdint>
#include <optional>

#include "tpch/run/plan.h"
#include "tpch/status.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// From this many comments on making all of the text pool first, the compact one, is faster than
/// making the blocks that are needed.
inline constexpr int64_t kMinCommentsForWholePool = 60'000;

/// The most memory, in bytes, that may be resident, and who says so.
struct MemoryLimit {
  enum class Source : uint8_t { kOption, kCgroup };

  int64_t size_bytes;
  Source source;
};

/// Returns the limit that follows from a cgroup's: nine tenths of a small one (below 1 GiB), since
/// the cgroup also counts some of what the kernel holds for the process; nothing otherwise.
std::optional<MemoryLimit> LimitOfCgroup(std::optional<int64_t> cgroup_limit_bytes);

/// What a run may use.
struct MemoryPlan {
  int num_threads = 1;
  TextPoolKind text_pool = TextPoolKind::kWide;
  /// Chunks in memory before workers wait (see ByteBudget).
  int64_t budget_bytes = 0;
};

/// Chooses the threads, at most `num_threads`, the text pool and the budget.
///
/// With n threads a run takes about
///
///     program + library + staging + text pool + held back + n · (batches + codec)
///     + (2n - 1) · unit + rest of the budget
///
/// where `library`, `held back` (of each table's file under way), `codec` (of the table that takes
/// most in a thread) and `unit` (of the largest series of the plan) are the format's
/// EstimateMemory, `staging_bytes` is what the files' output takes, and the text pool is the wide
/// one (300 MiB, or what few comments use) or the compact one. Of the units n are in the making;
/// the others are being written or wait for their turn, and one thread alone writes before it makes
/// the next. The plan has as many threads as the limit allows, then the faster pool if there is
/// room, and spends the rest on the budget, which has a unit a thread at least; the lowest
/// unfinished unit may exceed it.
///
/// Returns Invalid, with the smallest limit that works, when one thread does not fit.
Result<MemoryPlan> PlanMemory(const Plan& plan, const Format& format, int num_threads,
                              int64_t staging_bytes, const std::optional<MemoryLimit>& limit);

}  // namespace tpch
