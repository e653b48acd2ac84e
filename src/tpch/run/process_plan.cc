#include "tpch/run/process_plan.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace tpch {
namespace {

/// The process that begins the others: it encodes nothing.
constexpr int64_t kParentBytes = 12 << 20;

/// Returns about how many bytes the files have, at least 1.
int64_t EstimateBytes(const Plan& plan, const Format& format) {
  int64_t size_bytes = 1;
  for (const OutputFile& file : plan.files) {
    size_bytes += format.EstimateSizeBytes(file.table, EstimateRows(file));
  }
  return size_bytes;
}

int64_t CountComments(const std::vector<Plan>& tables) {
  int64_t num_comments = 0;
  for (const Plan& plan : tables) {
    for (const OutputFile& file : plan.files) num_comments += EstimateRows(file);
  }
  return num_comments;
}

int64_t PoolBytes(TextPoolKind kind) {
  return kind == TextPoolKind::kWide ? TextPool::kSizeBytes : CompactText::SizeBytes();
}

/// What a process takes with one thread, and what its other threads take.
struct Needs {
  int64_t least_bytes;
  int64_t more_bytes;
};

/// Divides `limit` and chooses the text pool.
Status DivideMemory(const std::vector<Needs>& needs, int64_t parent_bytes, const MemoryLimit& limit,
                    ProcessPlan* plan) {
  int64_t least_bytes = parent_bytes;
  int64_t more_bytes = 0;
  for (const Needs& need : needs) {
    least_bytes += need.least_bytes;
    more_bytes += need.more_bytes;
  }
  if (least_bytes + more_bytes + PoolBytes(plan->text_pool) > limit.size_bytes) {
    plan->text_pool = TextPoolKind::kCompact;
  }
  least_bytes += PoolBytes(plan->text_pool);
  if (least_bytes > limit.size_bytes) {
    return MemoryLimitTooSmall(limit, "one thread in each of the processes", least_bytes);
  }
  const auto rest_bytes = static_cast<double>(limit.size_bytes - least_bytes);
  for (size_t i = 0; i < needs.size(); ++i) {
    const double part =
        more_bytes > 0 ? static_cast<double>(needs[i].more_bytes) / static_cast<double>(more_bytes)
                       : 1.0 / static_cast<double>(needs.size());
    plan->shares[i].memory_limit_bytes =
        needs[i].least_bytes + static_cast<int64_t>(rest_bytes * part);
  }
  return Status::OK();
}

}  // namespace

Result<ProcessPlan> PlanProcesses(const std::vector<Plan>& tables, const Format& format,
                                  int num_threads, int64_t staging_bytes,
                                  const std::optional<MemoryLimit>& limit) {
  std::vector<const Plan*> largest_first;
  largest_first.reserve(tables.size());
  for (const Plan& plan : tables) largest_first.push_back(&plan);
  std::ranges::stable_sort(largest_first, std::ranges::greater(),
                           [&](const Plan* plan) { return EstimateBytes(*plan, format); });

  ProcessPlan plan{FasterWholePool(CountComments(tables)), {}};
  std::vector<Needs> needs;
  const int64_t largest_bytes = EstimateBytes(*largest_first.front(), format);
  for (const Plan* table : largest_first) {
    const double part =
        static_cast<double>(EstimateBytes(*table, format)) / static_cast<double>(largest_bytes);
    const int threads = std::clamp(static_cast<int>(std::ceil(num_threads * part)), 1, num_threads);
    plan.shares.push_back({table->files.front().table, threads, std::nullopt});
    const int64_t one = EstimateMemoryBesidePool(*table, format, 1, staging_bytes);
    const int64_t all = EstimateMemoryBesidePool(*table, format, threads, staging_bytes);
    needs.push_back({one, all - one});
  }
  if (!limit) return plan;
  const int64_t library_bytes =
      format.EstimateMemory(plan.shares.front().table, /*unit_rows=*/0, /*file_rows=*/0)
          .library_bytes;
  TPCH_RETURN_NOT_OK(DivideMemory(needs, kParentBytes + library_bytes, *limit, &plan));
  return plan;
}

}  // namespace tpch
