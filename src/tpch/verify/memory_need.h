// How a verification keeps to the memory limit of the process's cgroup.

#pragma once

#include <cstdint>
#include <optional>

#include "tpch/status.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// What a verification may use.
struct VerifyMemory {
  int num_threads = 1;
  TextPoolKind text_pool = TextPoolKind::kCompact;
};

/// Chooses threads, at most `num_threads`, and the text pool. `num_rows` are compared;
/// `reads_by_arrow`: whether any file is of Parquet or Arrow, by a library that takes memory in
/// each thread. `limit_bytes`: what the cgroup leaves. Returns IoError, with what is needed, when
/// one thread does not fit, since the process would be killed.
Result<VerifyMemory> PlanVerifyMemory(int64_t num_rows, bool reads_by_arrow, int num_threads,
                                      std::optional<int64_t> limit_bytes);

}  // namespace tpch
