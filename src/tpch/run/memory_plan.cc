#include "tpch/run/memory_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "tpch/base/divide.h"
#include "tpch/base/format_message.h"
#include "tpch/base/size_text.h"

namespace tpch {
namespace {

constexpr int64_t kMiB = int64_t{1} << 20;

// Smaller cgroup limits count as small.
constexpr int64_t kSmallCgroupLimitBytes = 1024 * kMiB;

// The budget without a limit, large enough that no thread waits for others to finish.
constexpr int64_t kBudgetBytes = 64 * kMiB;
constexpr int64_t kBudgetBytesPerThread = 16 * kMiB;

// Below this many comments the compact pool is faster if it is made completely: touching the memory
// of the wide one costs more than expanding comments.
constexpr int64_t kMinCommentsForWidePool = 8'000'000;

// The program itself: code, word lists, and the C library's memory.
constexpr int64_t kProgramBytes = 10 * kMiB;

// A file's writer and its entries in the plan.
constexpr int64_t kFileBytes = 2048;

// A thread's batches and stack.
constexpr int64_t kBytesPerThread = 2 * kMiB;

int64_t PoolBytes(TextPoolKind kind) {
  switch (kind) {
    case TextPoolKind::kWide:
      return kTextPoolSizeBytes;
    case TextPoolKind::kCompact:
      return CompactText::SizeBytes();
    case TextPoolKind::kNone:
      break;
  }
  return 0;
}

// Memory needs of a run's components, in bytes.
struct MemoryNeeds {
  int64_t fixed_bytes = kProgramBytes;
  int64_t thread_bytes = kBytesPerThread;
  int64_t unit_memory_bytes = 0;  // buffers of the largest unit
  int64_t unit_chunk_bytes = 0;   // of the largest unit, as the budget counts them

  int64_t Total(int64_t num_threads, TextPoolKind kind) const {
    return fixed_bytes + PoolBytes(kind) + num_threads * thread_bytes +
           (2 * num_threads - 1) * unit_memory_bytes;
  }
};

bool HasComments(const TableDescriptor& table) {
  return std::ranges::find(table.columns, TextKind::kComment, &ColumnDescriptor::text) !=
         table.columns.end();
}

int64_t CountComments(const Plan& plan) {
  int64_t num_comments = 0;
  for (const OutputFile& file : plan.files) {
    if (!HasComments(Describe(file.table))) continue;
    num_comments += file.base_rows.size() * Describe(file.table).rows_per_base_row;
  }
  return num_comments;
}

// Does not include the text pool.
MemoryNeeds EstimateNeeds(const Plan& plan, const Format& format, int64_t staging_bytes) {
  MemoryNeeds needs;
  int64_t library_bytes = 0;
  std::array<int64_t, kFileTables.size()> held_back_bytes{};
  needs.fixed_bytes += staging_bytes + static_cast<int64_t>(plan.files.size()) * kFileBytes;
  for (const UnitSeries& series : plan.series) {
    int64_t memory_bytes = 0;
    int64_t chunk_bytes = 0;
    const int64_t num_base_rows = std::min(series.unit_base_rows, series.base_rows.size());
    for (const Table table : series.tables) {
      const int64_t rows_per_base_row = Describe(table).rows_per_base_row;
      const int64_t num_rows = num_base_rows * rows_per_base_row;
      const FormatMemory memory =
          format.EstimateMemory(table, num_rows, series.base_rows.size() * rows_per_base_row);
      library_bytes = memory.library_bytes;
      int64_t& held_back = held_back_bytes[static_cast<size_t>(table)];
      held_back = std::max(held_back, memory.held_back_bytes);
      needs.thread_bytes = std::max(needs.thread_bytes, kBytesPerThread + memory.thread_bytes);
      memory_bytes += memory.unit_bytes;
      chunk_bytes += format.EstimateSizeBytes(table, num_rows);
    }
    needs.unit_memory_bytes = std::max(needs.unit_memory_bytes, memory_bytes);
    needs.unit_chunk_bytes = std::max(needs.unit_chunk_bytes, chunk_bytes);
  }
  needs.fixed_bytes += library_bytes;
  for (const int64_t size_bytes : held_back_bytes) needs.fixed_bytes += size_bytes;
  return needs;
}

TextPoolKind SmallestPool(int64_t num_comments) {
  return num_comments < kMinCommentsForPool ? TextPoolKind::kNone : TextPoolKind::kCompact;
}

TextPoolKind FastestPool(int64_t num_comments) {
  return num_comments < kMinCommentsForWidePool ? SmallestPool(num_comments) : TextPoolKind::kWide;
}

int64_t DefaultBudget(int num_threads) {
  return kBudgetBytes + num_threads * kBudgetBytesPerThread;
}

Status LimitTooSmall(const MemoryLimit& limit, int64_t needed_bytes) {
  const std::string enough = fmt::format("{}MiB", DivideUp(needed_bytes, kMiB));
  if (limit.source == MemoryLimit::Source::kOption) {
    return Status::Invalid(
        Field::kMemoryLimit,
        fmt::format("{} is less than one thread needs", ExactSize(limit.size_bytes)),
        "use at least " + enough);
  }
  return Status::Invalid(
      fmt::format("the cgroup's memory limit leaves {}, less than one thread needs",
                  SizeAtMost(limit.size_bytes)),
      FormatMessage("raise it, or use {} to try", Setting{Field::kMemoryLimit, enough}));
}

// Fits a run into the limit. Uses the `smaller` pool, or the `faster` one if it fits without
// reducing the number of threads.
Result<MemoryPlan> FitIntoLimit(const MemoryNeeds& needs, TextPoolKind smaller, TextPoolKind faster,
                                int num_threads, const MemoryLimit& limit) {
  MemoryPlan result{num_threads, smaller, 0};
  while (needs.Total(result.num_threads, smaller) > limit.size_bytes) {
    if (result.num_threads == 1) {
      return LimitTooSmall(limit, needs.Total(1, smaller));
    }
    --result.num_threads;
  }
  if (needs.Total(result.num_threads, faster) <= limit.size_bytes) result.text_pool = faster;
  const int64_t rest_bytes = limit.size_bytes - needs.Total(result.num_threads, result.text_pool);
  const double rest_units =
      static_cast<double>(rest_bytes) / static_cast<double>(needs.unit_memory_bytes);
  const double budget_bytes =
      (result.num_threads + rest_units) * static_cast<double>(needs.unit_chunk_bytes);
  result.budget_bytes =
      std::min(DefaultBudget(result.num_threads), static_cast<int64_t>(budget_bytes));
  return result;
}

}  // namespace

std::optional<MemoryLimit> LimitOfCgroup(std::optional<int64_t> cgroup_limit_bytes) {
  if (!cgroup_limit_bytes || *cgroup_limit_bytes >= kSmallCgroupLimitBytes) return std::nullopt;
  return MemoryLimit{*cgroup_limit_bytes / 10 * 9, MemoryLimit::Source::kCgroup};
}

Result<MemoryPlan> PlanMemory(const Plan& plan, const Format& format, int num_threads,
                              int64_t staging_bytes, const std::optional<MemoryLimit>& limit,
                              std::optional<TextPoolKind> held_pool) {
  const int64_t num_comments = CountComments(plan);
  const TextPoolKind faster = held_pool.value_or(FastestPool(num_comments));
  if (!limit) return MemoryPlan{num_threads, faster, DefaultBudget(num_threads)};
  const MemoryNeeds needs = EstimateNeeds(plan, format, staging_bytes);
  return FitIntoLimit(needs, SmallestPool(num_comments), faster, num_threads, *limit);
}

}  // namespace tpch
