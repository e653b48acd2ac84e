#include "bench/kernels/kernel_benchmark.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "tests/unit/threads.h"
#include "tests/unit/value_of.h"
#include "tpch/base/available_cpus.h"
#include "tpch/random/kernels.h"
#include "tpch/text/text_pool_slot.h"

namespace tpch {
namespace {

/// Runs the benchmarks that the arguments select. Returns the exit status.
int RunBenchmarks(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  if (const Status status = CheckKernelChoice(); !status.ok()) {
    fmt::print(stderr, "tpch_kernel_benchmark: {}\n", status.message());
    return 2;
  }
  benchmark::AddCustomContext("cpu_kernels", std::string(ActiveKernels().name));
  RegisterRandomBenchmarks();
  RegisterTextBenchmarks();
  RegisterTablesBenchmarks();
  RegisterEncodeBenchmarks();
#ifdef TPCH_WITH_ARROW
  RegisterArrowBenchmarks();
#endif
  RegisterRunBenchmarks();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

std::shared_ptr<TextPool> TextPoolOf(const Session& session) {
  return ValueOf(session.text_pool().Get(TextPoolKind::kWide));
}

}  // namespace

void WithEachThreadCount(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("threads")
      ->RangeMultiplier(2)
      ->Range(1, CountAvailableCpus())
      ->UseRealTime()
      ->MeasureProcessCPUTime()
      ->Unit(benchmark::kMillisecond);
}

void MakeAllBlocks(TextPool* text_pool, int num_threads) {
  RunThreads(num_threads, [&](int thread) {
    const RowRange blocks = PartRows(TextPool::kNumBlocks, thread + 1, num_threads);
    text_pool->EnsureBlocks(blocks.begin, blocks.end);
  });
}

const Session& SessionWithWholeText() {
  static const Session kSession = [] {
    Session session;
    MakeAllBlocks(TextPoolOf(session).get(), CountAvailableCpus());
    return session;
  }();
  return kSession;
}

EndlessRows::EndlessRows(std::vector<Table> tables)
    : num_base_rows_(NumBaseRows(tables.front(), kBenchmarkScaleFactor)),
      generator_(MakeTableGenerator(
          tables, {kBenchmarkScaleFactor, TextPoolOf(SessionWithWholeText()).get()})) {
  generator_->Start({{0, num_base_rows_}});
}

std::vector<ColumnBatch> EndlessRows::MakeBatches(int64_t max_base_rows) const {
  return generator_->MakeBatches(max_base_rows);
}

void EndlessRows::Fill(int64_t max_base_rows, std::span<ColumnBatch> batches) {
  if (next_base_row_ == num_base_rows_) {
    generator_->Start({{0, num_base_rows_}});
    next_base_row_ = 0;
  }
  const int64_t fill_base_rows = std::min(max_base_rows, num_base_rows_ - next_base_row_);
  generator_->Fill(fill_base_rows, batches);
  next_base_row_ += fill_base_rows;
}

}  // namespace tpch

int main(int argc, char** argv) { return tpch::RunBenchmarks(argc, argv); }
