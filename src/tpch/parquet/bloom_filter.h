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
  /// Makes an empty filter that finds fewer than one in a hundred absent values when it holds
  /// `num_values` different ones; of more than about 102 million, which fill the 128 MiB that
  /// parquet-cpp reads, it finds more.
  explicit BloomFilter(int64_t num_values);

  /// Returns how many bytes the blocks of such a filter take.
  static int64_t SizeBytes(int64_t num_values);

  void Insert(std::span<const uint64_t> hashes);

  /// Returns the filter as it lies in a file: its header and its blocks.
  std::string Serialize() const;

 private:
  static constexpr int kWordsPerBlock = 8;

  std::vector<uint32_t> words_;
};

}  // namespace tpch
