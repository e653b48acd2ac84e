// Bloom filters as parquet-cpp reads them.

#include "tpch/parquet/bloom_filter.h"

#include <arrow/io/memory.h>
#include <gtest/gtest.h>
#include <parquet/bloom_filter.h>
#include <parquet/properties.h>

namespace tpch {
namespace {

parquet::BlockSplitBloomFilter Read(const BloomFilter& filter) {
  arrow::io::BufferReader stream(arrow::Buffer::FromString(filter.Serialize()));
  return parquet::BlockSplitBloomFilter::Deserialize(parquet::ReaderProperties(), &stream);
}

/// Of 100,000 absent values, returns how many a filter finds that holds all that it was made for.
int CountWrongAnswers(int64_t num_values) {
  constexpr int64_t kNumAbsent = 100'000;
  std::vector<uint64_t> hashes;
  hashes.reserve(static_cast<size_t>(num_values));
  for (int64_t i = 0; i < num_values; ++i) hashes.push_back(HashNumber(i, PhysicalType::kInt64));
  BloomFilter filter(num_values);
  filter.Insert(hashes);
  const parquet::BlockSplitBloomFilter read = Read(filter);
  int num_wrong = 0;
  for (int64_t i = 0; i < num_values; ++i) EXPECT_TRUE(read.FindHash(read.Hash(i)));
  for (int64_t i = num_values; i < num_values + kNumAbsent; ++i) {
    num_wrong += read.FindHash(read.Hash(i)) ? 1 : 0;
  }
  return num_wrong;
}

TEST(BloomFilter, FindsWhatWasInsertedAndFewOthers) {
  // The most values of a filter of 32 KiB, and one that is too many for it.
  for (const int64_t num_values : {24'966, 26'214}) {
    EXPECT_LT(CountWrongAnswers(num_values), 1000) << num_values;
  }
}

TEST(BloomFilter, HashesAreThoseOfParquetCpp) {
  const parquet::BlockSplitBloomFilter read = Read(BloomFilter(1));
  EXPECT_EQ(HashNumber(-7, PhysicalType::kInt64), read.Hash(int64_t{-7}));
  EXPECT_EQ(HashNumber(-7, PhysicalType::kInt32), read.Hash(int32_t{-7}));
  const std::string text = "ironic foxes";
  const parquet::ByteArray bytes(text);
  EXPECT_EQ(HashText(text), read.Hash(&bytes));
}

TEST(BloomFilter, AnEmptyFilterFindsNothing) {
  const parquet::BlockSplitBloomFilter read = Read(BloomFilter(0));
  EXPECT_EQ(read.GetBitsetSize(), 32U);
  for (int64_t i = 0; i < 100; ++i) EXPECT_FALSE(read.FindHash(read.Hash(i)));
}

TEST(BloomFilter, DictionariesAreHashedByCode) {
  const ColumnDictionary dictionary = ColumnDictionary::OfNumbers(10, 12, 100);
  const std::vector<uint64_t> hashes = HashValues(dictionary, PhysicalType::kInt64);
  ASSERT_EQ(hashes.size(), 3U);
  EXPECT_EQ(hashes[2], HashNumber(1200, PhysicalType::kInt64));
}

}  // namespace
}  // namespace tpch
