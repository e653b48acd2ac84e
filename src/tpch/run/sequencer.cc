#include "tpch/run/sequencer.h"

#include <utility>

namespace tpch {

bool Sequencer::Park(int64_t index, Chunk chunk) {
  const std::lock_guard lock(mutex_);
  parked_.emplace(index, std::move(chunk));
  return BecomeDrainer();
}

bool Sequencer::Open() {
  const std::lock_guard lock(mutex_);
  open_ = true;
  return BecomeDrainer();
}

bool Sequencer::BecomeDrainer() {
  if (!open_ || draining_ || !parked_.contains(next_)) return false;
  draining_ = true;
  return true;
}

std::optional<Chunk> Sequencer::TakeNext() {
  const std::lock_guard lock(mutex_);
  passed_ = next_;
  const auto next = parked_.find(next_);
  if (next == parked_.end()) {
    draining_ = false;
    return std::nullopt;
  }
  Chunk chunk = std::move(next->second);
  parked_.erase(next);
  ++next_;
  return chunk;
}

int64_t Sequencer::num_passed() const {
  const std::lock_guard lock(mutex_);
  return passed_;
}

}  // namespace tpch
