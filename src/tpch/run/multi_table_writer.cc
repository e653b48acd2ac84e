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

MultiTableWriter::MultiTableWriter(const WriterContext& context, const Plan& plan)
    : file_order_(plan.file_order), budget_(context.budget) {
  const std::vector<int64_t> num_units = UnitsPerFile(plan);
  for (size_t i = 0; i < plan.files.size(); ++i) {
    const bool closed = file_order_ == FileOrder::kAsListed && i > 0;
    writers_.push_back(std::make_unique<FileWriter>(context, plan.files[i], num_units[i], closed));
  }
}

Status MultiTableWriter::Put(size_t file, int64_t unit_index, Chunk chunk,
                             ByteBudget::Claim claim) {
  TPCH_RETURN_NOT_OK(writers_[file]->Put(unit_index, std::move(chunk), std::move(claim)));
  if (file_order_ == FileOrder::kAsListed) {
    // When this chunk completes a file, the next one starts, and may be complete immediately.
    for (; file + 1 < writers_.size() && writers_[file]->complete(); ++file) {
      TPCH_RETURN_NOT_OK(writers_[file + 1]->Open());
    }
  }
  // A unit that only waited for the place of this one may exceed the budget now.
  budget_->Recheck();
  return Status::OK();
}

bool MultiTableWriter::IsLowestUnfinished(const UnitSeries& series, int64_t unit_index) const {
  return std::ranges::all_of(
      series.files, [&](size_t file) { return writers_[file]->num_passed() >= unit_index; });
}

bool MultiTableWriter::complete() const {
  return std::ranges::all_of(writers_, [](const auto& writer) { return writer->complete(); });
}

void MultiTableWriter::Abort() {
  for (const auto& writer : writers_) writer->Abort();
}

}  // namespace tpch
