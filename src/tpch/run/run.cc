#include "tpch/run/run.h"

#include <algorithm>
#include <new>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/base/run_threads.h"
#include "tpch/run/memory_plan.h"
#include "tpch/run/worker.h"

namespace tpch {
namespace {

// From this many rows, huge pages save more time (a sixth) than they can cost (half a second, if
// the system has none ready).
constexpr int64_t kMinRowsForHugePages = 20'000'000;

// Returns the first block that the threads make before they start; later blocks are made on demand.
int64_t PrepareTextPool(const Plan& plan, TextPool* text_pool) {
  const bool has_blocks = text_pool->kind() != TextPoolKind::kNone;
  if (!has_blocks || text_pool->complete()) return TextPool::kNumBlocks;
  int64_t num_rows = 0;
  for (const OutputFile& file : plan.files) num_rows += EstimateRows(file);
  if (num_rows >= kMinRowsForHugePages) text_pool->UseHugePages();
  // A compact pool costs the same at any size, so it is only used if most of it is needed.
  const bool is_made_whole = num_rows >= kMinCommentsForPool || text_pool->compact() != nullptr;
  return is_made_whole ? 0 : TextPool::kNumBlocks;
}

// The threads of a run and their shared objects.
class Crew {
 public:
  Crew(const Plan& plan, const Format& format, const RunOptions& options)
      : options_(options),
        budget_(options.budget_bytes),
        writer_({plan.scale_factor, &format, options.digest, options.output, &budget_}, plan),
        scheduler_(plan, format, *options.source, writer_, &budget_),
        context_{options.source, options.text_pool,   &format,          &scheduler_,
                 &writer_,       options.buffer_pool, options.progress, options.stop},
        next_pool_block_(PrepareTextPool(plan, options.text_pool)) {}

  // Waits for all threads and returns the first error.
  Status Run() {
    const auto stop_others = [this] {
      options_.stop->Fail();
      budget_.Close();
    };
    Status status =
        RunThreads(options_.num_threads, [this](int) { return RunThread(); }, stop_others);
    // A stop after the last file has no effect.
    if (status.ok() && !writer_.complete()) status = Status::Cancelled("interrupted");
    if (!status.ok()) writer_.Abort();
    return status;
  }

  const MultiTableWriter& writer() const { return writer_; }
  int64_t peak_bytes_in_flight() const { return budget_.peak_bytes(); }

 private:
  Status RunThread() {
    try {
      options_.text_pool->EnsureBlocksFrom(&next_pool_block_, *options_.stop);
      return Worker(context_).Run();
    } catch (const std::bad_alloc&) {
      return Status::IoError("cannot allocate memory for a worker",
                             FormatMessage("use fewer {}", Field::kNumThreads));
    }
  }

  const RunOptions& options_;
  ByteBudget budget_;
  MultiTableWriter writer_;
  Scheduler scheduler_;
  WorkerContext context_;
  std::atomic<int64_t> next_pool_block_;
};

}  // namespace

RunResult RunPlan(const Plan& plan, const Format& format, const RunOptions& options) {
  for (const OutputFile& file : plan.files) {
    options.progress->of(file.table).planned_rows += EstimateRows(file);
  }
  Crew crew(plan, format, options);
  RunResult result;
  result.status = crew.Run();
  for (size_t i = 0; i < plan.files.size(); ++i) {
    const FileWriter& file = crew.writer().file(i);
    if (file.complete()) result.complete_files.push_back({i, file.totals()});
  }
  result.peak_bytes_in_flight = crew.peak_bytes_in_flight();
  return result;
}

}  // namespace tpch
