#include "tpch/run/worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <string_view>
#include <utility>

#include "tpch/base/format_message.h"

namespace tpch {

Status Worker::Run() {
  while (!context_.stop->IsMet()) {
    std::optional<Task> task = context_.scheduler->Next();
    if (!task) break;
    TPCH_RETURN_NOT_OK(RunTask(std::move(*task)));
  }
  return Status::OK();
}

void Worker::Prepare(const UnitSeries& series) {
  if (series.tables == tables_) return;
  tables_ = series.tables;
  encoders_.clear();
  batches_.clear();
  generator_ = context_.source->MakeGenerator(tables_, context_.text_pool, ColumnSet::All());
  batches_ = generator_->MakeBatches(context_.format->BatchBaseRows());
  for (const Table table : tables_) {
    encoders_.push_back(context_.format->MakeUnitEncoder(table, context_.buffer_pool));
  }
}

Status Worker::RunTask(Task task) {
  const UnitSeries& series = *task.series;
  std::string_view what = "batches";
  try {
    Prepare(series);
    what = "chunks";
    TPCH_RETURN_NOT_OK(EncodeUnit(task));
    return HandOver(std::move(task));
  } catch (const std::bad_alloc&) {
    return Status::IoError(
        fmt::format("cannot allocate memory for the {} of {}", what,
                    Describe(series.tables.back()).name),
        FormatMessage("use fewer {}, or a smaller {}", Field::kNumThreads, Field::kMemoryLimit));
  }
}

Status Worker::EncodeUnit(const Task& task) {
  generator_->Start(task.unit);
  int64_t rest_base_rows = task.unit.base_rows.size();
  int64_t rest_rows = task.max_rows;
  while (rest_base_rows > 0) {
    if (context_.stop->IsMet()) return Status::Cancelled("interrupted");
    const int64_t num_base_rows = std::min(rest_base_rows, context_.format->BatchBaseRows());
    generator_->Fill(num_base_rows, batches_);
    rest_base_rows -= num_base_rows;
    for (size_t i = 0; i < tables_.size(); ++i) {
      ColumnBatch& batch = batches_[i];
      batch.set_num_rows(std::min(batch.num_rows(), rest_rows));
      TPCH_RETURN_NOT_OK(encoders_[i]->Add(batch));
      context_.progress->of(tables_[i]).num_rows += batch.num_rows();
    }
    // Only series of one table have a limit.
    if (task.max_rows != kAllRows) rest_rows -= batches_.front().num_rows();
  }
  return Status::OK();
}

Status Worker::HandOver(Task task) {
  std::vector<Chunk> chunks;
  int64_t made_bytes = 0;
  for (size_t i = 0; i < tables_.size(); ++i) {
    TPCH_ASSIGN_OR_RETURN(Chunk chunk, encoders_[i]->Finish());
    const int64_t size_bytes = TotalSize(chunk.buffers);
    context_.progress->of(tables_[i]).size_bytes += size_bytes;
    made_bytes += size_bytes;
    chunks.push_back(std::move(chunk));
  }
  task.claim.Resize(made_bytes);
  for (size_t i = 0; i < chunks.size(); ++i) {
    ByteBudget::Claim claim = task.claim.Split(TotalSize(chunks[i].buffers));
    TPCH_RETURN_NOT_OK(context_.writer->Put(task.series->files[i], task.unit_index,
                                            std::move(chunks[i]), std::move(claim)));
  }
  return Status::OK();
}

}  // namespace tpch
