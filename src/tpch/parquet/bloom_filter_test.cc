// Bloom filters as parquet-cpp reads them.

#include "tpch/parquet/bloom_filter.h"

#include <arrow/io/memory.h>
#include <gtest/gtest.h>
#include <parquet/bloom_filter.h>
#include <parquet/properties.h>

#include <utility>
#include <vector>

namespace tpch {
namespace {

parquet::BlockSplitBloomFilter Read(const BloomFilter& filter) {
  arrow::io::BufferReader stream(arrow::Buffer::FromString(filter.Serialize()));
  return parquet::BlockSplitBloomFilter::Deserialize(parquet::ReaderProperties(), &stream);
}

std::vector<uint64_t> HashesBelow(int64_t end) {
  std::vector<uint64_t> hashes;
  hashes.reserve(static_cast<size_t>(end));
  for (int64_t i = 0; i < end; ++i) hashes.push_back(HashNumber(i, PhysicalType::kInt64));
  return hashes;
}

/// Of 100,000 absent values, returns how many a filter finds that holds the numbers below
/// `num_values`.
int CountWrongAnswers(const BloomFilter& filter, int64_t num_values) {
  constexpr int64_t kNumAbsent = 100'000;
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
    BloomFilter filter(num_values);
    filter.Insert(HashesBelow(num_values));
    EXPECT_LT(CountWrongAnswers(filter, num_values), 1000) << num_values;
  }
}

TEST(BloomFilter, ShrinksToTheFilterOfWhatItHolds) {
  for (const int64_t num_values : {0, 1, 7, 1'000, 10'000, 20'000, 100'000}) {
    const std::vector<uint64_t> hashes = HashesBelow(num_values);
    BloomFilter filter(num_values);
    filter.Insert(hashes);
    BloomFilter shrunk(1'000'000);
    for (int times = 0; times < 3; ++times) shrunk.Insert(hashes);
    shrunk.Shrink();
    EXPECT_TRUE(shrunk.Serialize() == filter.Serialize()) << num_values;
  }
}

TEST(BloomFilter, ShrinksNoFurtherThanFewWrongAnswersAllow) {
  // Just enough values for 32 KiB, and some too many.
  for (const auto& [num_values, size_bytes] : {std::pair{24'500, 32'768}, {25'500, 65'536}}) {
    BloomFilter filter(1'000'000);
    filter.Insert(HashesBelow(num_values));
    filter.Shrink();
    EXPECT_EQ(Read(filter).GetBitsetSize(), size_bytes);
    EXPECT_LT(CountWrongAnswers(filter, num_values), 1000) << num_values;
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
