#include "tpch/base/byte_budget.h"

#include <algorithm>

namespace tpch {

bool ByteBudget::Claim::Await(int64_t num_bytes, const std::function<bool()>& may_exceed) {
  std::unique_lock lock(budget_->mutex_);
  budget_->changed_.wait(lock, [&] {
    return budget_->closed_ || budget_->in_flight_bytes_ + num_bytes <= budget_->limit_bytes_ ||
           may_exceed();
  });
  if (budget_->closed_) return false;
  budget_->Count(num_bytes);
  size_bytes_ += num_bytes;
  return true;
}

void ByteBudget::Claim::Resize(int64_t size_bytes) {
  if (size_bytes == size_bytes_) return;
  budget_->Add(size_bytes - size_bytes_);
  size_bytes_ = size_bytes;
}

ByteBudget::Claim ByteBudget::Claim::Split(int64_t size_bytes) {
  Claim split(budget_);
  split.size_bytes_ = size_bytes;
  size_bytes_ -= size_bytes;
  return split;
}

void ByteBudget::Close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

int64_t ByteBudget::peak_bytes() const {
  const std::lock_guard lock(mutex_);
  return peak_bytes_;
}

void ByteBudget::Add(int64_t num_bytes) {
  const std::lock_guard lock(mutex_);
  Count(num_bytes);
  changed_.notify_all();
}

// REQUIRES: the mutex is held.
void ByteBudget::Count(int64_t num_bytes) {
  in_flight_bytes_ += num_bytes;
  peak_bytes_ = std::max(peak_bytes_, in_flight_bytes_);
}

}  // namespace tpch
