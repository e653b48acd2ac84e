// Whole runs that make all tables as TBL and discard the bytes: everything except the writing.

#include <benchmark/benchmark.h>

#include <memory>

#include "bench/kernels/kernel_benchmark.h"
#include "tests/unit/value_of.h"
#include "tpch/encode/text_format.h"
#include "tpch/run/null_output.h"
#include "tpch/run/run.h"
#include "tpch/tables/initial_database.h"

namespace tpch {
namespace {

// Exceeds the chunks in flight, so no thread waits.
constexpr int64_t kBudgetBytes = int64_t{1} << 30;

// Makes the files of the plan. As in a process of its own, the run makes its text pool and touches
// its buffers for the first time.
RunResult RunAlone(const Plan& plan, const Format& format, TextPoolKind pool_kind,
                   int num_threads) {
  const auto text_pool = ValueOf(TextPool::Make(pool_kind));
  BufferPool buffer_pool;
  Progress progress;
  const std::atomic<bool> requested = false;
  StopCondition stop(requested);
  NullOutput output(&buffer_pool);
  const InitialDatabase database(plan.scale_factor);
  return RunPlan(plan, format,
                 {.num_threads = num_threads,
                  .budget_bytes = kBudgetBytes,
                  .output = &output,
                  .source = &database,
                  .text_pool = text_pool.get(),
                  .buffer_pool = &buffer_pool,
                  .progress = &progress,
                  .stop = &stop});
}

void RunAllTables(benchmark::State& state, TextPoolKind pool_kind) {
  const auto format = MakeTextFormat(kTblStyle);
  const ScaleFactor scale_factor = ValueOf(ScaleFactor::Parse("0.2"));
  const Plan plan = ValueOf(MakePlan({.scale_factor = scale_factor,
                                      .tables = {kAllTables.begin(), kAllTables.end()},
                                      .num_parts = {},
                                      .parts = {},
                                      .refresh = {}},
                                     *format, FileOrder::kLargestFirst));
  int64_t num_rows = 0;
  int64_t size_bytes = 0;
  for (auto _ : state) {
    const RunResult result = RunAlone(plan, *format, pool_kind, static_cast<int>(state.range(0)));
    if (!result.status.ok()) return state.SkipWithError(result.status.message().c_str());
    for (const auto& file : result.complete_files) {
      num_rows += file.totals.num_rows;
      size_bytes += file.totals.size_bytes;
    }
  }
  state.SetItemsProcessed(num_rows);
  state.SetBytesProcessed(size_bytes);
}

}  // namespace

void RegisterRunBenchmarks() {
  benchmark::RegisterBenchmark("run/tbl/all_tables_sf0.2", RunAllTables, TextPoolKind::kWide)
      ->Apply(WithEachThreadCount);
  benchmark::RegisterBenchmark("run/tbl/all_tables_sf0.2/compact", RunAllTables,
                               TextPoolKind::kCompact)
      ->Apply(WithEachThreadCount);
}

}  // namespace tpch
