// How many distinct values a column has, in memory that has a limit.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tpch {

/// Counts distinct hashes: exactly below kMaxExact, beyond it by those of them that a sample keeps.
/// Not thread-safe.
class DistinctCount {
 public:
  static constexpr size_t kMaxExact = size_t{1} << 16;

  /// Adds the hash of a value; all bits are to be good.
  void Add(uint64_t hash);

  /// Returns whether so many can be the distinct values: exactly, or within 5 % where they are
  /// many.
  bool CanBe(int64_t count) const;

 private:
  bool IsKept(uint64_t hash) const;
  void Insert(uint64_t hash);
  void Grow();

  std::vector<uint64_t> slots_;  // a hash table of open addresses; 0: free
  size_t num_kept_ = 0;
  int num_dropped_bits_ = 0;  // of a kept hash so many of the lowest bits are zero
  bool has_zero_ = false;
};

/// Returns a hash of a number.
uint64_t HashNumber(uint64_t number);

}  // namespace tpch
