// Makes the whole text pool, including the first touch of its memory.

#include <benchmark/benchmark.h>

#include "bench/kernels/kernel_benchmark.h"
#include "tests/unit/value_of.h"
#include "tpch/text/text_pool.h"

namespace tpch {
namespace {

void MakePool(benchmark::State& state, TextPoolKind kind) {
  for (auto _ : state) {
    auto text_pool = ValueOf(TextPool::Make(kind));
    MakeAllBlocks(text_pool.get(), static_cast<int>(state.range(0)));
    // A run frees the memory only when the process ends.
    state.PauseTiming();
    text_pool.reset();
    state.ResumeTiming();
  }
  state.SetBytesProcessed(state.iterations() * TextPool::kSizeBytes);
}

}  // namespace

void RegisterTextBenchmarks() {
  benchmark::RegisterBenchmark("text/make_pool", MakePool, TextPoolKind::kWide)
      ->Apply(WithEachThreadCount);
  benchmark::RegisterBenchmark("text/make_compact_pool", MakePool, TextPoolKind::kCompact)
      ->Apply(WithEachThreadCount);
}

}  // namespace tpch
