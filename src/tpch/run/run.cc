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

/// From this many comments on huge pages gain more (a sixth of the time) than they may cost (half a
/// second where the system has none at hand).
constexpr int64_t kMinRowsForHugePages = 20'000'000;

/// The threads of a run and what they share.
class Crew {
 public:
  Crew(const Plan& plan, const Format& format, const RunOptions& options)
      : options_(options),
        num_files_(plan.files.size()),
        budget_(options.budget_bytes),
        writer_(plan, format, options.file_order, options.digest, options.open_sink,
                options.name_file, &budget_),
        scheduler_(plan, format, *options.source, writer_, &budget_),
        context_{options.source,      &format,  &scheduler_,      &writer_,
                 options.buffer_pool, &budget_, options.progress, options.stop} {
    int64_t num_rows = 0;
    for (const OutputFile& file : plan.files) num_rows += EstimateRows(file);
    const bool pool_is_there = options.text_pool->complete();
    if (num_rows >= kMinRowsForHugePages && !pool_is_there) options.text_pool->UseHugePages();
    // A compact pool costs the same at any size: it is chosen where most of it will be used.
    const bool whole_pool = !pool_is_there && (num_rows >= kMinCommentsForWholePool ||
                                               options.text_pool->compact() != nullptr);
    next_pool_block_ = whole_pool ? 0 : TextPool::kNumBlocks;
  }

  /// Runs all threads to their end and returns the first error.
  Status Run() {
    const auto stop_others = [this] {
      *options_.stop = true;
      budget_.Close();
    };
    Status status =
        RunThreads(options_.num_threads, [this](int) { return RunThread(); }, stop_others);
    if (status.ok() && !AllComplete()) status = Status::Cancelled("interrupted");
    if (!status.ok()) writer_.Abort();
    return status;
  }

  const MultiTableWriter& writer() const { return writer_; }
  int64_t peak_bytes_in_flight() const { return budget_.peak_bytes(); }

 private:
  /// Returns whether every file is complete: a stop that came later changes nothing.
  bool AllComplete() const {
    for (size_t file = 0; file < num_files_; ++file) {
      if (!writer_.file(file).complete()) return false;
    }
    return true;
  }

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
  size_t num_files_;
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
