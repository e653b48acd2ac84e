// Executes a plan with several threads.

#pragma once

#include <vector>

#include "tpch/base/stop_condition.h"
#include "tpch/progress.h"
#include "tpch/run/file_digest.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/plan.h"
#include "tpch/run/run_output.h"
#include "tpch/tables/row_source.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// The inputs of a run other than the plan and the format. Nothing is owned.
struct RunOptions {
  int num_threads = 1;
  int64_t budget_bytes = 0;
  DigestKind digest = DigestKind::kXxh3;
  RunOutput* output = nullptr;
  const RowSource* source = nullptr;
  TextPool* text_pool = nullptr;
  BufferPool* buffer_pool = nullptr;
  Progress* progress = nullptr;
  /// Ends the run early. The run calls Fail after an error.
  StopCondition* stop = nullptr;
};

/// The files that a run made, in the order of Plan::files.
struct RunResult {
  /// Only complete files; after an error, those that are kept.
  struct CompleteFile {
    size_t file;  ///< index into Plan::files
    FileTotals totals;
  };

  Status status;
  std::vector<CompleteFile> complete_files;
  int64_t peak_bytes_in_flight = 0;
};

/// Makes all files of the plan. Removes incomplete files on error. Returns Cancelled after a stop,
/// otherwise the first error of any thread.
RunResult RunPlan(const Plan& plan, const Format& format, const RunOptions& options);

}  // namespace tpch
