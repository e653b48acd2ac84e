// Restores the order of a file's items, which are made in any order.

#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace tpch {

/// Parks items until their turn. The thread that parks the next item is the only drainer until the
/// next item is missing. No thread waits. The work of one drainer happens before that of the next.
/// Thread-safe.
template <typename Item>
class Sequencer {
 public:
  /// A closed sequencer parks everything until Open.
  explicit Sequencer(bool open) : open_(open) {}

  /// Parks item `index`, from 0. Returns true if the caller is now the drainer and must call
  /// TakeNext until it returns nullopt.
  bool Park(int64_t index, Item item) {
    const std::lock_guard lock(mutex_);
    parked_.emplace(index, std::move(item));
    return BecomeDrainer();
  }

  /// Lets items pass. Returns true if the caller is now the drainer.
  bool Open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    return BecomeDrainer();
  }

  /// Returns the next item, or nullopt, after which the caller is no longer the drainer.
  std::optional<Item> TakeNext() {
    const std::lock_guard lock(mutex_);
    const auto next = parked_.find(next_);
    if (next == parked_.end()) {
      draining_ = false;
      return std::nullopt;
    }
    Item item = std::move(next->second);
    parked_.erase(next);
    ++next_;
    return item;
  }

 private:
  bool BecomeDrainer() {
    if (!open_ || draining_ || !parked_.contains(next_)) return false;
    draining_ = true;
    return true;
  }

  std::mutex mutex_;
  std::map<int64_t, Item> parked_;
  int64_t next_ = 0;  // the first item that is not taken yet
  bool draining_ = false;
  bool open_;
};

}  // namespace tpch
