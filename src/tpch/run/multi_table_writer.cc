#include "tpch/run/multi_table_writer.h"

#include <algorithm>
#include <utility>

namespace tpch {
namespace {

std::vector<int64_t> UnitsPerFile(const Plan& plan) {
  std::vector<int64_t> num_units(plan.files.size());
  for (const UnitSeries& series : plan.series) {
    for (const size_t file : series.files) num_units[file] = series.num_units;
  }
  return num_units;
}

}  // namespace

MultiTableWriter::MultiTableWriter(const Plan& plan, const Format& format, FileOrder file_order,
                                   DigestKind digest, const FileSinkOpener& open_sink,
                                   const FileNamer& name_file, ByteBudget* budget)
    : file_order_(file_order) {
  const std::vector<int64_t> num_units = UnitsPerFile(plan);
  for (size_t i = 0; i < plan.files.size(); ++i) {
    const OutputFile& file = plan.files[i];
    const bool closed = file_order == FileOrder::kAsListed && i > 0;
    writers_.push_back(std::make_unique<FileWriter>(
        [&format, &plan, &file] {
          return format.MakeFileEncoder({plan.scale_factor, file.table, file.part, file.num_parts});
        },
        [&file, open_sink] { return open_sink(file); },
        [&file, name_file](const FileTotals& totals, const NameGiver& give_name) {
          return name_file(file, totals, give_name);
        },
        num_units[i], closed, digest, budget));
  }
}

Status MultiTableWriter::Put(size_t file, int64_t unit_index, Chunk chunk) {
  TPCH_RETURN_NOT_OK(writers_[file]->Put(unit_index, std::move(chunk)));
  if (file_order_ == FileOrder::kAsListed) {
    // A file that this chunk completed lets the next one begin, which may be complete at once.
    for (; file + 1 < writers_.size() && writers_[file]->complete(); ++file) {
      TPCH_RETURN_NOT_OK(writers_[file + 1]->Open());
    }
  }
  return Status::OK();
}

bool MultiTableWriter::IsLowestUnfinished(const UnitSeries& series, int64_t unit_index) const {
  return std::ranges::all_of(
      series.files, [&](size_t file) { return writers_[file]->num_passed() >= unit_index; });
}

void MultiTableWriter::Abort() {
  for (const auto& writer : writers_) writer->Abort();
}

}  // namespace tpch
