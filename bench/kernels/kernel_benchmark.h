// What the kernel benchmarks share. Each folder registers its own, under names that begin with the
// folder's, such as `encode/tbl/lineitem`.

#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "tpch/session.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

void RegisterRandomBenchmarks();
void RegisterTextBenchmarks();
void RegisterTablesBenchmarks();
void RegisterEncodeBenchmarks();
void RegisterArrowBenchmarks();  ///< only in a build with Arrow
void RegisterRunBenchmarks();

/// Times a benchmark that starts its threads itself with 1, 2, 4, … of them and with one for each
/// CPU. Its argument is their number; its time is that on the wall, beside the CPU time of all.
void WithEachThreadCount(benchmark::internal::Benchmark* benchmark);

/// Makes all blocks of the pool, each thread a range of them.
void MakeAllBlocks(TextPool* text_pool, int num_threads);

/// Returns the one session of the process, with every block of a wide text pool made.
const Session& SessionWithWholeText();

inline constexpr ScaleFactor kBenchmarkScaleFactor = ScaleFactor::FromInteger(10);

/// Generates tables at kBenchmarkScaleFactor from their first row to their last, again and again:
/// most comments are far from those that the caches still hold, as in a run.
class EndlessRows {
 public:
  /// `tables` as for MakeTableGenerator. The first object of the process makes the text pool.
  explicit EndlessRows(std::vector<Table> tables);

  /// Returns the base rows after which the same rows come again.
  int64_t num_base_rows() const { return num_base_rows_; }

  /// Returns empty batches as TableGenerator::MakeBatches does.
  std::vector<ColumnBatch> MakeBatches(int64_t max_base_rows) const;

  /// Fills `batches` with the next `max_base_rows` base rows, or fewer at the end of the table.
  void Fill(int64_t max_base_rows, std::span<ColumnBatch> batches);

 private:
  int64_t num_base_rows_;
  int64_t next_base_row_ = 0;
  std::unique_ptr<TableGenerator> generator_;
};

}  // namespace tpch
