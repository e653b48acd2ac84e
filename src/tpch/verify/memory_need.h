// Keeps a verification within the memory limit of the process's cgroup.

#pragma once

#include <cstdint>
#include <optional>

#include "tpch/status.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// The resources that a verification may use.
struct VerifyMemory {
  int num_threads = 1;
  TextPoolKind text_pool = TextPoolKind::kCompact;
};

/// Chooses the number of threads (at most `num_threads`) and the text pool to compare `num_rows`.
/// `reads_by_arrow`: whether any file is Parquet or Arrow, whose library takes memory in each
/// thread. `limit_bytes`: what the cgroup leaves. Returns IoError, with the required memory, if one
/// thread does not fit, because the process would be killed.
Result<VerifyMemory> PlanVerifyMemory(int64_t num_rows, bool reads_by_arrow, int num_threads,
                                      std::optional<int64_t> limit_bytes);

}  // namespace tpch
