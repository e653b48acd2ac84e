// Feeds a fuzz target random inputs of many sizes, the same in every run, where the compiler has no
// fuzzer of its own.

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "tests/unit/random_numbers.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace tpch {
namespace {

constexpr int kNumInputs = 100'000;
constexpr int kMaxSizeBits = 13;

/// Returns an input of 0 to 2¹³ bytes, small ones as often as large ones. Bytes have few or many
/// different values, so that runs and repetitions occur.
std::vector<uint8_t> RandomInput(std::mt19937_64* random) {
  const uint64_t max_size = uint64_t{1} << (*random)() % (kMaxSizeBits + 1);
  std::vector<uint8_t> input((*random)() % (max_size + 1));
  const uint64_t max_byte = 255 >> (*random)() % 8;
  for (uint8_t& byte : input) byte = static_cast<uint8_t>((*random)() % (max_byte + 1));
  return input;
}

void FeedInputs() {
  std::mt19937_64 random = MakeRandom();
  for (int i = 0; i < kNumInputs; ++i) {
    const std::vector<uint8_t> input = RandomInput(&random);
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
}

}  // namespace
}  // namespace tpch

int main() {
  tpch::FeedInputs();
  return 0;
}
