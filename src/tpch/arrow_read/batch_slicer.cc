#include "tpch/arrow_read/batch_slicer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace tpch {

BatchSlicer::BatchSlicer(Table table, std::vector<int> fields) : fields_(std::move(fields)) {
  for (const ColumnDescriptor& column : Describe(table).columns) {
    readers_.emplace_back(column.storage);
  }
}

void BatchSlicer::Start(std::shared_ptr<arrow::RecordBatch> batch, int64_t position) {
  batch_ = std::move(batch);
  position_ = position;
  next_row_ = 0;
}

Status BatchSlicer::Next(ObservedBatch* out) {
  out->Clear();
  const int64_t end = std::min(next_row_ + kObservedBatchRows, batch_->num_rows());
  out->places.reserve(static_cast<size_t>(end - next_row_));
  for (int64_t row = next_row_; row < end; ++row) out->places.push_back({0, position_ + row});
  for (size_t i = 0; i < fields_.size(); ++i) {
    out->columns[i].is_present = fields_[i] != ColumnMatch::kMissing;
    if (!out->columns[i].is_present) continue;
    const Status status =
        readers_[i].Append(batch_->column(fields_[i]), next_row_, end, &out->columns[i]);
    if (status.ok()) continue;
    const std::string_view name = Describe(out->table).columns[i].name;
    return Status::IoError(fmt::format("{}: {}", name, status.message()));
  }
  next_row_ = end;
  return Status::OK();
}

}  // namespace tpch
