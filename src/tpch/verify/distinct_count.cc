#include "tpch/verify/distinct_count.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tpch {
namespace {

constexpr size_t kFirstSlots = 1024;

}  // namespace

uint64_t HashNumber(uint64_t number) {
  // The finalizer of SplitMix64.
  number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9;
  number = (number ^ number >> 27) * 0x94d049bb133111eb;
  return number ^ number >> 31;
}

void DistinctCount::Add(uint64_t hash) {
  if (hash == 0) {
    has_zero_ = true;
    return;
  }
  if (!IsKept(hash)) return;
  if (2 * num_kept_ >= slots_.size()) Grow();
  if (IsKept(hash)) Insert(hash);
}

bool DistinctCount::IsKept(uint64_t hash) const {
  return (hash & ((uint64_t{1} << num_dropped_bits_) - 1)) == 0;
}

void DistinctCount::Insert(uint64_t hash) {
  // The lowest bits determine which hashes are dropped.
  size_t slot = (hash >> 40) & (slots_.size() - 1);
  while (slots_[slot] != 0) {
    if (slots_[slot] == hash) return;
    slot = (slot + 1) & (slots_.size() - 1);
  }
  slots_[slot] = hash;
  ++num_kept_;
}

void DistinctCount::Grow() {
  std::vector<uint64_t> old = std::exchange(slots_, {});
  if (num_kept_ >= kMaxExact) {
    ++num_dropped_bits_;
    slots_.resize(old.size());
  } else {
    slots_.resize(std::max(2 * old.size(), kFirstSlots));
  }
  num_kept_ = 0;
  for (const uint64_t hash : old) {
    if (hash != 0 && IsKept(hash)) Insert(hash);
  }
}

bool DistinctCount::CanBe(int64_t count) const {
  const auto kept = static_cast<int64_t>(num_kept_) + (has_zero_ ? 1 : 0);
  if (num_dropped_bits_ == 0) return count == kept;
  constexpr double kTolerance = 0.05;  // more than ten standard deviations
  const double estimate = std::ldexp(static_cast<double>(kept), num_dropped_bits_);
  return std::abs(static_cast<double>(count) - estimate) <= kTolerance * estimate;
}

}  // namespace tpch
