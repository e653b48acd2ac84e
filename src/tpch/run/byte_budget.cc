#include "tpch/run/byte_budget.h"

#include <algorithm>

namespace tpch {

bool ByteBudget::Claim(int64_t num_bytes, const std::function<bool()>& may_exceed) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] {
    return closed_ || in_flight_bytes_ + num_bytes <= limit_bytes_ || may_exceed();
  });
  in_flight_bytes_ += num_bytes;
  peak_bytes_ = std::max(peak_bytes_, in_flight_bytes_);
  return !closed_;
}

void ByteBudget::Add(int64_t num_bytes) {
  const std::lock_guard lock(mutex_);
  in_flight_bytes_ += num_bytes;
  peak_bytes_ = std::max(peak_bytes_, in_flight_bytes_);
  changed_.notify_all();
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

}  // namespace tpch
