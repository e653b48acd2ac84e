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

BatchMaker::BatchMaker(const BatchSource& source) : source_(source) {
  TextPool* const text_pool = source.text_pool.get();
  if (source.window) {
    const DataSet data_set{source.scale_factor, text_pool};
    window_ = std::make_unique<WindowGenerator>(*source.window, data_set, Wanted(source));
  } else {
    generator_ = InitialDatabase(source.scale_factor)
                     .MakeGenerator(std::array{source.table}, text_pool, Wanted(source));
    batches_ = generator_->MakeBatches(kFillBaseRows);
  }
  for (const ArraySource& column : source.columns) columns_.emplace_back(column);
}

RecordBatches BatchMaker::Make(const BatchTask& task, const std::atomic<bool>& stop) {
  for (ColumnArray& column : columns_) column.Reserve(task.num_rows);
  RecordBatches made = source_.window ? MakeWindow(task, stop) : MakeRows(task, stop);
  if (!stop.load(std::memory_order_relaxed)) CountDraws();
  return made;
}

RecordBatches BatchMaker::MakeRows(const BatchTask& task, const std::atomic<bool>& stop) {
  generator_->Start(task.unit);
  int64_t base_rows_left = task.unit.base_rows.size();
  int64_t first_row = task.first_row;
  while (num_rows_ < task.num_rows) {
    if (stop.load(std::memory_order_relaxed)) return {};
    const int64_t num_base_rows = std::min(base_rows_left, kFillBaseRows);
    generator_->Fill(num_base_rows, batches_);
    base_rows_left -= num_base_rows;
    const int64_t num_rows =
        std::min(batches_.front().num_rows() - first_row, task.num_rows - num_rows_);
    Append(batches_.front(), std::exchange(first_row, 0), num_rows);
  }
  RecordBatches made;
  made.push_back(Finish());
  return made;
}

RecordBatches BatchMaker::MakeWindow(const BatchTask& task, const std::atomic<bool>& stop) {
  RecordBatches made;
  window_->Start(task.unit);
  while (window_->Fill()) {
    if (stop.load(std::memory_order_relaxed)) return {};
    AppendWindow(window_->batch(), &made);
  }
  if (num_rows_ > 0) made.push_back(Finish());
  return made;
}

void BatchMaker::AppendWindow(const ColumnBatch& batch, RecordBatches* made) {
  for (int64_t row = 0; row < batch.num_rows();) {
    const int64_t num_rows = std::min(batch.num_rows() - row, source_.max_batch_rows - num_rows_);
    Append(batch, row, num_rows);
    row += num_rows;
    if (num_rows_ == source_.max_batch_rows) made->push_back(Finish());
  }
}

void BatchMaker::Append(const ColumnBatch& batch, int64_t first_row, int64_t num_rows) {
  for (size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].Append(batch.column(source_.columns[i].type.column), first_row, num_rows);
  }
  num_rows_ += num_rows;
}

OwnedArray BatchMaker::Finish() {
  std::vector<OwnedArray> arrays;
  arrays.reserve(columns_.size());
  for (ColumnArray& column : columns_) arrays.push_back(column.Finish());
  return MakeRecordBatch(std::exchange(num_rows_, 0), std::move(arrays));
}

void BatchMaker::CountDraws() {
  const int64_t num_draws = window_ ? window_->CountDraws() : generator_->CountDraws();
  *source_.num_draws += num_draws - std::exchange(num_counted_, num_draws);
}

}  // namespace tpch
