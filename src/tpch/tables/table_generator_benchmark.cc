// Fills the columns of batches without encoding them.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "bench/kernels/kernel_benchmark.h"
#include "tpch/encode/text_format.h"

namespace tpch {
namespace {

void FillBatches(benchmark::State& state, const std::vector<Table>& tables) {
  const int64_t batch_base_rows = MakeTextFormat(kTblStyle)->BatchBaseRows();
  EndlessRows rows(tables);
  std::vector<ColumnBatch> batches = rows.MakeBatches(batch_base_rows);
  int64_t num_rows = 0;
  for (auto _ : state) {
    rows.Fill(batch_base_rows, batches);
    for (const ColumnBatch& batch : batches) num_rows += batch.num_rows();
  }
  state.SetItemsProcessed(num_rows);
}

void Register(std::string_view name, const std::vector<Table>& tables) {
  benchmark::RegisterBenchmark(fmt::format("tables/{}", name).c_str(),
                               [tables](benchmark::State& state) { FillBatches(state, tables); });
}

}  // namespace

void RegisterTablesBenchmarks() {
  for (const Table table : kAllTables) Register(Describe(table).name, {table});
  Register("orders_and_lineitem", {Table::kOrders, Table::kLineitem});
}

}  // namespace tpch
