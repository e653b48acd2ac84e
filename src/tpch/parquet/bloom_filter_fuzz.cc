// Fuzz target: parquet-cpp finds every inserted hash in a Bloom filter, shrunk or not.

#include <arrow/io/memory.h>
#include <parquet/bloom_filter.h>
#include <parquet/properties.h>

#include <vector>

#include "tests/fuzz/fuzz_input.h"
#include "tpch/parquet/bloom_filter.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tpch::FuzzInput input(data, size);
  const auto num_values = static_cast<int64_t>(input.TakeNumber(2));
  const bool shrinks = input.TakeNumber(1) % 2 == 0;
  std::vector<uint64_t> hashes;
  while (!input.empty()) hashes.push_back(input.TakeNumber(sizeof(uint64_t)));
  tpch::BloomFilter filter(num_values);
  filter.Insert(hashes);
  if (shrinks) filter.Shrink();

  arrow::io::BufferReader stream(arrow::Buffer::FromString(filter.Serialize()));
  const auto read =
      parquet::BlockSplitBloomFilter::Deserialize(parquet::ReaderProperties(), &stream);
  for (const uint64_t hash : hashes) tpch::Require(read.FindHash(hash), "the hash is found");
  return 0;
}
