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

/// Hashes of values: XXH64 of their plain encoding, text without its length.
uint64_t HashNumber(int64_t number, PhysicalType type);
uint64_t HashText(std::string_view text);

/// Returns the hashes of all values, by code.
std::vector<uint64_t> HashValues(const ColumnDictionary& dictionary, PhysicalType type);

/// The filter of one column chunk. Not thread-safe.
class BloomFilter {
 public:
  /// Makes an empty filter that finds about one in a hundred absent values when it holds
  /// `num_values` different ones, and fewer before; of more than about 102 million, which fill the
  /// 128 MiB that parquet-cpp reads, it finds more.
  explicit BloomFilter(int64_t num_values);

  /// Returns how many bytes the blocks of such a filter take.
  static int64_t SizeBytes(int64_t num_values);

  void Insert(std::span<const uint64_t> hashes);

  /// Makes the filter as small as what it holds allows: halves it as long as it then finds at most
  /// one in a hundred absent values. What was inserted several times counts once.
  void Shrink();

  /// Returns the filter as it lies in a file: its header and its blocks.
  std::string Serialize() const;

 private:
  static constexpr size_t kWordsPerBlock = 8;
  using Words = std::vector<uint32_t>;

  /// Returns whether a filter of these blocks finds at most one in a hundred absent values.
  static bool FindsFewOthers(const Words& words);

  /// Returns the filter of half as many blocks that holds the same. REQUIRES: there are two.
  Words Halved() const;

  Words words_;
};

}  // namespace tpch
