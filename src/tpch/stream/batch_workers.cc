#include "tpch/stream/batch_workers.h"

#include <unistd.h>

#include <utility>

namespace tpch {

BatchWorkers::BatchWorkers(const BatchPlan& plan, std::function<MakeBatch()> make_maker,
                           int num_threads, int64_t row_size_bytes, int64_t max_bytes)
    : make_maker_(std::move(make_maker)),
      row_size_bytes_(row_size_bytes),
      process_(getpid()),
      budget_(max_bytes),
      plan_(plan) {
  try {
    for (int i = 0; i < num_threads; ++i) threads_.emplace_back([this] { Run(); });
  } catch (...) {
    Stop();
    throw;
  }
}

BatchWorkers::~BatchWorkers() { Stop(); }

bool BatchWorkers::IsInItsProcess() const { return process_ == getpid(); }

std::optional<RecordBatches> BatchWorkers::Next() {
  std::unique_lock lock(mutex_);
  const int64_t index = next_;
  changed_.wait(
      lock, [&] { return error_ != nullptr || made_.contains(index) || num_batches_ == index; });
  if (error_ != nullptr) std::rethrow_exception(error_);
  const auto next = made_.find(index);
  if (next == made_.end()) return std::nullopt;
  // The bytes of these batches are returned last: then the next may be larger than the budget.
  next_ = index + 1;
  MadeBatch batch = std::move(next->second);
  made_.erase(next);
  return std::move(batch.arrays);
}

void BatchWorkers::Run() {
  try {
    MakeBatches();
  } catch (...) {
    Fail(std::current_exception());
  }
}

void BatchWorkers::MakeBatches() {
  const MakeBatch make = make_maker_();
  while (std::optional<ClaimedTask> claimed = ClaimTask()) {
    RecordBatches arrays = make(claimed->task, stop_);
    if (stop_) return;
    Put(claimed->task.index, {std::move(arrays), std::move(claimed->claim)});
  }
}

std::optional<BatchWorkers::ClaimedTask> BatchWorkers::ClaimTask() {
  const std::lock_guard lock(plan_mutex_);
  if (stop_) return std::nullopt;
  const std::optional<BatchTask> task = plan_.Next();
  if (!task) {
    End(num_claimed_);
    return std::nullopt;
  }
  ++num_claimed_;
  ByteBudget::Claim claim(&budget_);
  const auto is_next = [&] { return next_ == task->index; };
  if (!claim.Await(task->num_rows * row_size_bytes_, is_next)) return std::nullopt;
  return ClaimedTask{*task, std::move(claim)};
}

void BatchWorkers::End(int64_t num_batches) {
  const std::lock_guard lock(mutex_);
  num_batches_ = num_batches;
  changed_.notify_all();
}

void BatchWorkers::Put(int64_t index, MadeBatch batch) {
  const std::lock_guard lock(mutex_);
  made_.emplace(index, std::move(batch));
  changed_.notify_all();
}

void BatchWorkers::Fail(std::exception_ptr error) {
  const std::lock_guard lock(mutex_);
  if (error_ == nullptr) error_ = std::move(error);
  Stop();
  changed_.notify_all();
}

void BatchWorkers::Stop() {
  stop_ = true;
  budget_.Close();
}

}  // namespace tpch
