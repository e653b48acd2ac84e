// Generates record batches in this process and discards them.

#include <arrow/record_batch.h>
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <memory>
#include <string_view>

#include "bench/kernels/kernel_benchmark.h"
#include "tpch/stream.h"

namespace tpch {
namespace {

constexpr RecordBatchStyle kPlain{};
constexpr RecordBatchStyle kCompact{.dictionary_arrays = true, .string_view_comments = true};

void ReadRecordBatches(benchmark::State& state, Table table, const RecordBatchStyle& style) {
  const auto make_reader = [&] {
    return MakeRecordBatchReader({.table = table, .scale_factor = kBenchmarkScaleFactor},
                                 SessionWithWholeText(), {.style = style, .num_threads = 1})
        .ValueOrDie();
  };
  auto reader = make_reader();
  int64_t num_rows = 0;
  for (auto _ : state) {
    std::shared_ptr<arrow::RecordBatch> record_batch = reader->Next().ValueOrDie();
    if (record_batch == nullptr) {
      reader = make_reader();
      record_batch = reader->Next().ValueOrDie();
    }
    num_rows += record_batch->num_rows();
  }
  state.SetItemsProcessed(num_rows);
}

void Register(std::string_view style_name, const RecordBatchStyle& style) {
  for (const Table table : kAllTables) {
    benchmark::RegisterBenchmark(
        fmt::format("arrow/{}/{}", style_name, Describe(table).name).c_str(),
        [table, style](benchmark::State& state) { ReadRecordBatches(state, table, style); })
        ->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace

void RegisterArrowBenchmarks() {
  Register("plain", kPlain);
  Register("compact", kCompact);
}

}  // namespace tpch
