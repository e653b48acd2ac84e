// Fuzz target: parquet-cpp's decoders read the same numbers back, in every encoding.

#include <string>
#include <vector>

#include "tests/fuzz/fuzz_input.h"
#include "tests/unit/parquet_decoding.h"
#include "tpch/parquet/encodings/number_encoder.h"

namespace tpch {
namespace {

constexpr Encoding kNumberEncodings[] = {Encoding::kPlain, Encoding::kDeltaBinaryPacked,
                                         Encoding::kByteStreamSplit};

// Takes numbers of `num_bits` bits, including the sign.
std::vector<int64_t> TakeNumbers(int num_bits, FuzzInput* input) {
  std::vector<int64_t> numbers;
  const size_t num_bytes = static_cast<size_t>(num_bits + 7) / 8;
  const int num_unused_bits = 64 - num_bits;
  while (!input->empty()) {
    const uint64_t high_bits = input->TakeNumber(num_bytes) << num_unused_bits;
    numbers.push_back(static_cast<int64_t>(high_bits) >> num_unused_bits);
  }
  return numbers;
}

template <typename Type>
void CheckRoundTrip(PhysicalType type, const std::vector<int64_t>& numbers, size_t at_once) {
  for (const Encoding encoding : kNumberEncodings) {
    const auto encoder = MakeNumberEncoder(encoding, type);
    const std::string page = EncodePage(encoder.get(), numbers, at_once);
    Require(DecodeNumbers<Type>(encoding, page, numbers.size()) == numbers, "numbers come back");
  }
}

}  // namespace
}  // namespace tpch

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tpch::FuzzInput input(data, size);
  const int num_bits = input.TakeChoice(1, 64);
  const size_t at_once = 1 + input.TakeNumber(1);
  const std::vector<int64_t> numbers = tpch::TakeNumbers(num_bits, &input);
  if (numbers.empty()) return 0;
  tpch::CheckRoundTrip<parquet::Int64Type>(tpch::PhysicalType::kInt64, numbers, at_once);
  // The differences of neighbours must fit too.
  if (num_bits < 32) {
    tpch::CheckRoundTrip<parquet::Int32Type>(tpch::PhysicalType::kInt32, numbers, at_once);
  }
  return 0;
}
