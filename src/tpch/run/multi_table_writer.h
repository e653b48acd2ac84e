// All output files of a run: one FileWriter for each, and a byte budget for all.

#pragma once

#include <memory>
#include <vector>

#include "tpch/base/byte_budget.h"
#include "tpch/run/file_writer.h"
#include "tpch/run/plan.h"

namespace tpch {

/// Owns the writers of a plan's files. Put is thread-safe.
class MultiTableWriter {
 public:
  /// With FileOrder::kAsListed, each file starts only after the previous one ends. `plan` outlives
  /// the writer.
  MultiTableWriter(const WriterContext& context, const Plan& plan);

  /// Takes the chunk of a unit of file `file` (index into Plan::files) and the claim on its bytes.
  Status Put(size_t file, int64_t unit_index, Chunk chunk, ByteBudget::Claim claim);

  /// Returns whether all units of the series before `unit_index` have passed (FileWriter's
  /// num_passed) in its files: such a unit may exceed the budget, or the run could not continue.
  bool IsLowestUnfinished(const UnitSeries& series, int64_t unit_index) const;

  /// Returns the writer of file `file`.
  const FileWriter& file(size_t file) const { return *writers_[file]; }

  /// Returns whether every file is complete.
  bool complete() const;

  /// Removes all incomplete files. Call it only when no Put is in progress.
  void Abort();

 private:
  FileOrder file_order_;
  ByteBudget* budget_;
  std::vector<std::unique_ptr<FileWriter>> writers_;
};

}  // namespace tpch
