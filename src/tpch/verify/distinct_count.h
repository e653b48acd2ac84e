// Counts the distinct values of a column in bounded memory.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tpch {

/// Counts distinct hashes: exactly below kMaxExact, otherwise estimated from a sample. Not
/// thread-safe.
class DistinctCount {
 public:
  static constexpr size_t kMaxExact = size_t{1} << 16;

  /// Adds the hash of a value; all its bits must be well mixed.
  void Add(uint64_t hash);

  /// Returns whether there can be `count` distinct values: exactly, or within 5 % if they are
  /// sampled.
  bool CanBe(int64_t count) const;

 private:
  bool IsKept(uint64_t hash) const;
  void Insert(uint64_t hash);
  void Grow();

  std::vector<uint64_t> slots_;  // an open-addressing hash table; 0: free
  size_t num_kept_ = 0;
  int num_dropped_bits_ = 0;  // number of lowest bits that are zero in every kept hash
  bool has_zero_ = false;
};

/// Hashes a number.
uint64_t HashNumber(uint64_t number);

}  // namespace tpch
