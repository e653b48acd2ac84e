// Encodes filled batches, unit after unit, without filling them and without assembling a file.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "bench/kernels/kernel_benchmark.h"
#include "tests/unit/value_of.h"
#include "tpch/encode/encoder.h"
#include "tpch/encode/text_format.h"
#include "tpch/modules/module_loader.h"
#include "tpch/parquet/parquet_format.h"

namespace tpch {
namespace {

// The units of one table, encoded one after another.
class Units {
 public:
  Units(Table table, const Format& format)
      : rows_({table}),
        batch_base_rows_(format.BatchBaseRows()),
        encoder_(format.MakeUnitEncoder(table, &buffer_pool_)) {
    const int64_t unit_base_rows = std::min(format.UnitBaseRows(table), rows_.num_base_rows());
    for (int64_t row = 0; row < unit_base_rows; row += batch_base_rows_) {
      batches_.push_back(std::move(rows_.MakeBatches(batch_base_rows_).front()));
    }
  }

  void Fill() {
    for (ColumnBatch& batch : batches_) rows_.Fill(batch_base_rows_, {&batch, 1});
  }

  Chunk Encode() {
    Status status;
    for (const ColumnBatch& batch : batches_) {
      if (status.ok()) status = encoder_->Add(batch);
    }
    return ValueOf(status.ok() ? encoder_->Finish() : status);
  }

  // Returns a chunk's buffers to the pool, as a sink does, and returns their total size.
  int64_t Recycle(Chunk chunk) {
    size_t size_bytes = 0;
    for (ByteBuffer& buffer : chunk.buffers) {
      size_bytes += buffer.size();
      buffer_pool_.Give(std::move(buffer));
    }
    return static_cast<int64_t>(size_bytes);
  }

 private:
  EndlessRows rows_;
  int64_t batch_base_rows_;
  std::vector<ColumnBatch> batches_;
  BufferPool buffer_pool_;
  std::unique_ptr<UnitEncoder> encoder_;
};

void EncodeUnits(benchmark::State& state, Table table, const Format& format) {
  Units units(table, format);
  int64_t num_rows = 0;
  int64_t size_bytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    units.Fill();
    state.ResumeTiming();
    Chunk chunk = units.Encode();
    num_rows += chunk.num_rows;
    size_bytes += units.Recycle(std::move(chunk));
  }
  state.SetItemsProcessed(num_rows);
  state.SetBytesProcessed(size_bytes);
}

// Registers the benchmarks `encode/<format>/<table>`.
void Register(const std::shared_ptr<const Format>& format) {
  for (const Table table : kAllTables) {
    benchmark::RegisterBenchmark(
        fmt::format("encode/{}/{}", format->extension(), Describe(table).name).c_str(),
        [table, format](benchmark::State& state) { EncodeUnits(state, table, *format); })
        ->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace

void RegisterEncodeBenchmarks() {
  Register(MakeTextFormat(kTblStyle));
  Register(MakeTextFormat(kCsvStyle));
  Register(ValueOf(MakeParquetFormat({})));
  // A build without Arrow has no Arrow IPC.
  const Result<const FormatModule*> module = LoadFormatModule();
  if (!module.ok()) return;
  Register(ValueOf((*module)->make_arrow_format({}, ArrowFraming::kFile)));
}

}  // namespace tpch
