// A ring without a kernel, which can simulate a kernel's errors.

#pragma once

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

#include "tests/unit/random_numbers.h"
#include "tpch/io/ring.h"

namespace tpch {

/// The behaviour of a ScriptedRing, and a record of its operations. Outlives the ring.
struct RingScript {
  size_t capacity = 8;
  /// Returns the number of bytes of a write that arrive, or a negated errno value. Null: all bytes.
  std::function<int32_t(const RingOperation&)> result;
  /// Results of the next calls of Submit, which otherwise takes everything: a negated errno value,
  /// or the largest number of operations to take.
  std::deque<int> submit_results;
  bool can_register = true;
  bool discards = false;  ///< reports that everything was written without reading the data

  std::mutex mutex;
  std::vector<RingOperation> operations;  ///< in execution order
  std::vector<int> taken;                 ///< by each call of Submit that took some
};

/// Reads an operation's data as late as a kernel may: at its completion. Operations complete in
/// random order.
class ScriptedRing : public Ring {
 public:
  explicit ScriptedRing(RingScript* script) : script_(script) {}

  size_t capacity() const override { return script_->capacity; }

  void Push(const RingOperation& operation) override {
    const std::lock_guard lock(script_->mutex);
    if (pushed_.size() + taken_.size() >= script_->capacity) std::abort();
    pushed_.push_back(operation);
  }

  int Submit() override {
    const std::lock_guard lock(script_->mutex);
    int limit = std::numeric_limits<int>::max();
    if (!script_->submit_results.empty()) {
      limit = script_->submit_results.front();
      script_->submit_results.pop_front();
    }
    if (limit < 0) return limit;
    const int num_taken = std::min(limit, static_cast<int>(pushed_.size()));
    taken_.insert(taken_.end(), pushed_.begin(), pushed_.begin() + num_taken);
    pushed_.erase(pushed_.begin(), pushed_.begin() + num_taken);
    if (num_taken > 0) script_->taken.push_back(num_taken);
    return num_taken;
  }

  int Wait(std::span<RingCompletion> completions) override {
    const std::lock_guard lock(script_->mutex);
    if (taken_.empty()) std::abort();
    size_t num_completions = 0;
    do {
      std::swap(taken_[random_() % taken_.size()], taken_.back());
      completions[num_completions++] = {taken_.back().id, Do(taken_.back())};
      taken_.pop_back();
    } while (!taken_.empty() && num_completions < completions.size() && random_() % 2 == 0);
    return static_cast<int>(num_completions);
  }

  bool RegisterBuffers(std::span<const std::span<char>> /*buffers*/) override {
    return script_->can_register;
  }

 private:
  int32_t Do(const RingOperation& operation) {
    script_->operations.push_back(operation);
    if (operation.kind == RingOperation::Kind::kSync) return 0;
    if (script_->discards) return static_cast<int32_t>(operation.data.size());
    int32_t result = static_cast<int32_t>(operation.data.size());
    if (script_->result) result = script_->result(operation);
    if (result <= 0) return result;
    const auto size_bytes = static_cast<size_t>(result);
    const ssize_t written =
        ::pwrite(operation.descriptor, operation.data.data(), size_bytes, operation.offset);
    return static_cast<int32_t>(written < 0 ? -errno : written);
  }

  RingScript* script_;
  std::deque<RingOperation> pushed_;
  std::vector<RingOperation> taken_;
  decltype(MakeRandom()) random_ = MakeRandom();
};

}  // namespace tpch
