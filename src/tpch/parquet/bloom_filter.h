// Split-block Bloom filters (BloomFilter.md of the Parquet format).

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/parquet/column_dictionary.h"
#include "tpch/parquet/value_bounds.h"

namespace tpch {

/// Return the hash of a value: XXH64 of its plain encoding, text without its length.
uint64_t HashNumber(int64_t number, PhysicalType type);
uint64_t HashText(std::string_view text);

/// Returns the hashes of all values, by code.
std::vector<uint64_t> HashValues(const ColumnDictionary& dictionary, PhysicalType type);

/// The filter of one column chunk. Not thread-safe.
class BloomFilter {
 public:
  /// Makes an empty filter that finds about one in a hundred absent values after inserting
  /// `num_values` different values, and fewer before. It finds more if `num_values` exceeds about
  /// 102 million, which fill the 128 MiB that parquet-cpp can read.
  explicit BloomFilter(int64_t num_values);

  /// Returns the size of the blocks of such a filter.
  static int64_t SizeBytes(int64_t num_values);

  void Insert(std::span<const uint64_t> hashes);

  /// Shrinks the filter as far as its values allow: halves it while it still finds at most one in a
  /// hundred absent values. Counts repeated values once.
  void Shrink();

  /// Returns the filter as stored in a file: its header and its blocks.
  std::string Serialize() const;

 private:
  static constexpr size_t kWordsPerBlock = 8;
  using Words = std::vector<uint32_t>;

  // Returns whether a filter with these blocks finds at most one in a hundred absent values.
  static bool FindsFewOthers(const Words& words);

  // Returns the filter with half as many blocks and the same values. REQUIRES: two blocks or more.
  Words Halved() const;

  Words words_;
};

}  // namespace tpch
