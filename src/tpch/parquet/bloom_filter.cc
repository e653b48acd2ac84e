#include "tpch/parquet/bloom_filter.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "tpch/parquet/thrift_writer.h"

namespace tpch {
namespace {

// The format's eight odd numbers, one for each word of a block.
constexpr uint32_t kSalts[] = {0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d,
                               0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31};

// Bits for two values, if the filter may find one in a hundred absent values (BloomFilter.md: 10.5
// for each value).
constexpr int64_t kBitsPerTwoValues = 21;
constexpr int64_t kBitsPerBlock = 256;

constexpr int64_t kBlockSizeBytes = kBitsPerBlock / 8;

// The smallest allowed ratio of absent values tested to absent values found.
constexpr uint64_t kMinAsksPerWrongAnswer = 100;

// parquet-cpp accepts only powers of two, up to 128 MiB.
constexpr int64_t kMaxSizeBytes = int64_t{128} << 20;

}  // namespace

uint64_t HashNumber(int64_t number, PhysicalType type) {
  std::string plain;
  AppendPlainNumber(number, type, &plain);
  return HashText(plain);
}

uint64_t HashText(std::string_view text) { return XXH64(text.data(), text.size(), 0); }

std::vector<uint64_t> HashValues(const ColumnDictionary& dictionary, PhysicalType type) {
  std::vector<uint64_t> hashes;
  for (int64_t code = 0; code < dictionary.num_values(); ++code) {
    const auto ranks = dictionary.ranks();
    const int64_t rank = ranks.empty() ? code : ranks[static_cast<size_t>(code)];
    hashes.push_back(HashText(dictionary.Bounds(rank, rank).PlainMin(type)));
  }
  return hashes;
}

BloomFilter::BloomFilter(int64_t num_values) {
  words_.resize(static_cast<size_t>(SizeBytes(num_values)) / sizeof(uint32_t));
}

int64_t BloomFilter::SizeBytes(int64_t num_values) {
  const auto num_blocks = static_cast<uint64_t>(num_values * kBitsPerTwoValues / 2) / kBitsPerBlock;
  return std::min(static_cast<int64_t>(std::bit_ceil(num_blocks + 1)) * kBlockSizeBytes,
                  kMaxSizeBytes);
}

void BloomFilter::Insert(std::span<const uint64_t> hashes) {
  const uint64_t num_blocks = words_.size() / kWordsPerBlock;
  for (const uint64_t hash : hashes) {
    uint32_t* block = words_.data() + ((hash >> 32) * num_blocks >> 32) * kWordsPerBlock;
    const auto key = static_cast<uint32_t>(hash);
    for (size_t i = 0; i < kWordsPerBlock; ++i) block[i] |= uint32_t{1} << (key * kSalts[i] >> 27);
  }
}

void BloomFilter::Shrink() {
  while (words_.size() > kWordsPerBlock) {
    Words halved = Halved();
    if (!FindsFewOthers(halved)) return;
    words_ = std::move(halved);
  }
}

BloomFilter::Words BloomFilter::Halved() const {
  // The number of blocks is a power of two, and the highest bits of its hash select a value's
  // block: with one bit less, two neighbouring blocks become one.
  Words halved(words_.size() / 2);
  for (size_t i = 0; i < halved.size(); ++i) {
    const uint32_t* pair = words_.data() + i / kWordsPerBlock * 2 * kWordsPerBlock;
    halved[i] = pair[i % kWordsPerBlock] | pair[i % kWordsPerBlock + kWordsPerBlock];
  }
  return halved;
}

bool BloomFilter::FindsFewOthers(const Words& words) {
  // A value tests one bit in each word of a block. Of all 32^8 combinations, a block matches the
  // product of the numbers of bits in its words. Whole numbers, so that every machine makes the
  // same filter; the sum for the largest filter is below 2^62.
  constexpr uint64_t kWaysPerBlock = uint64_t{1} << 40;
  uint64_t num_found = 0;
  for (auto block = words.begin(); block != words.end(); block += kWordsPerBlock) {
    uint64_t num_found_in_block = 1;
    for (size_t i = 0; i < kWordsPerBlock; ++i) {
      num_found_in_block *= static_cast<uint64_t>(std::popcount(block[i]));
    }
    num_found += num_found_in_block;
  }
  return num_found <= words.size() / kWordsPerBlock * kWaysPerBlock / kMinAsksPerWrongAnswer;
}

std::string BloomFilter::Serialize() const {
  const size_t size_bytes = words_.size() * sizeof(uint32_t);
  std::string out;
  ThriftWriter writer(&out);
  writer.I32(1, static_cast<int32_t>(size_bytes));
  // Algorithm, hash and compression: each is a union with one member, an empty structure.
  for (const int16_t field : {int16_t{2}, int16_t{3}, int16_t{4}}) {
    writer.BeginStruct(field);
    writer.BeginStruct(1);
    writer.EndStruct();
    writer.EndStruct();
  }
  writer.EndStruct();
  out.append(reinterpret_cast<const char*>(words_.data()), size_bytes);
  return out;
}

}  // namespace tpch
