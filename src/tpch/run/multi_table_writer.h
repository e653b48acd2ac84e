// All output files of a run: one FileWriter each, one byte budget for all.

#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "tpch/run/byte_budget.h"
#include "tpch/run/file_writer.h"
#include "tpch/run/plan.h"

namespace tpch {

/// Makes the sink of a file of the plan.
using FileSinkOpener = std::function<Result<std::unique_ptr<Sink>>(const OutputFile&)>;

/// Decides over each finished file of the plan, by any thread, as NamingDecision does.
using FileNamer =
    std::function<Status(const OutputFile&, const FileTotals&, const NameGiver& give_name)>;

/// Owns the writers of a plan's files. Put is thread-safe.
class MultiTableWriter {
 public:
  /// With FileOrder::kAsListed a file's first byte is written after the last of the file before it.
  /// `plan`, `format` and `budget` are not owned and outlive the writer.
  MultiTableWriter(const Plan& plan, const Format& format, FileOrder file_order, DigestKind digest,
                   const FileSinkOpener& open_sink, const FileNamer& name_file, ByteBudget* budget);

  /// Takes the chunk of a unit of file `file` (index into Plan::files).
  Status Put(size_t file, int64_t unit_index, Chunk chunk);

  /// Returns whether every unit of the series before `unit_index` has passed (FileWriter's
  /// num_passed) in its files: such a unit may exceed the budget, or the run could not go on.
  bool IsLowestUnfinished(const UnitSeries& series, int64_t unit_index) const;

  /// Returns the writer of file `file`.
  const FileWriter& file(size_t file) const { return *writers_[file]; }

  /// Removes all incomplete files. Call it when no Put is under way.
  void Abort();

 private:
  FileOrder file_order_;
  std::vector<std::unique_ptr<FileWriter>> writers_;
};

}  // namespace tpch
