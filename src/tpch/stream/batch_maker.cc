#include "tpch/stream/batch_maker.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tpch/tables/initial_database.h"

namespace tpch {
namespace {

// Base rows that are generated at a time; their columns stay in the L2 cache.
constexpr int64_t kFillBaseRows = 256;

ColumnSet Wanted(const BatchSource& source) {
  ColumnSet wanted;
  for (const ArraySource& column : source.columns) wanted.Add(column.type.column);
  return wanted;
}

}  // namespace

int64_t BatchSource::MaxRowSizeBytes() const {
  int64_t size_bytes = 0;
  for (const ArraySource& column : columns) size_bytes += MaxSizeBytes(column.type);
  return size_bytes;
}

BatchMaker::BatchMaker(const BatchSource& source)
    : source_(source),
      generator_(
          InitialDatabase(source.scale_factor)
              .MakeGenerator(std::array{source.table}, source.text_pool.get(), Wanted(source))),
      batches_(generator_->MakeBatches(kFillBaseRows)) {
  for (const ArraySource& column : source.columns) columns_.emplace_back(column);
}

OwnedArray BatchMaker::Make(const BatchTask& task, const std::atomic<bool>& stop) {
  for (ColumnArray& column : columns_) column.Reserve(task.num_rows);
  generator_->Start(task.unit);
  int64_t base_rows_left = task.unit.base_rows.size();
  int64_t rows_left = task.num_rows;
  int64_t first_row = task.first_row;
  while (rows_left > 0) {
    if (stop.load(std::memory_order_relaxed)) return {};
    const int64_t num_base_rows = std::min(base_rows_left, kFillBaseRows);
    generator_->Fill(num_base_rows, batches_);
    base_rows_left -= num_base_rows;
    const int64_t num_rows = std::min(batches_.front().num_rows() - first_row, rows_left);
    Append(batches_.front(), std::exchange(first_row, 0), num_rows);
    rows_left -= num_rows;
  }
  std::vector<OwnedArray> arrays;
  arrays.reserve(columns_.size());
  for (ColumnArray& column : columns_) arrays.push_back(column.Finish());
  return MakeRecordBatch(task.num_rows, std::move(arrays));
}

void BatchMaker::Append(const ColumnBatch& batch, int64_t first_row, int64_t num_rows) {
  for (size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].Append(batch.column(source_.columns[i].type.column), first_row, num_rows);
  }
}

}  // namespace tpch
