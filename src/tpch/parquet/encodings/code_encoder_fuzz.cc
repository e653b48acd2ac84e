// Fuzz target: parquet-cpp's decoder of dictionary pages reads the same codes back.

#include <string>
#include <vector>

#include "tests/fuzz/fuzz_input.h"
#include "tests/unit/parquet_decoding.h"
#include "tpch/parquet/encodings/bit_packing.h"
#include "tpch/parquet/encodings/code_encoder.h"

namespace tpch {
namespace {

template <typename Code>
void CheckRoundTrip(int width, size_t at_once, FuzzInput* input) {
  std::vector<Code> codes;
  while (!input->empty()) {
    codes.push_back(static_cast<Code>(input->TakeNumber(sizeof(Code)) & ((1U << width) - 1)));
  }
  if (codes.empty()) return;
  CodeEncoder<Code> encoder(width);
  const std::string page = EncodePage(&encoder, codes, at_once);
  Require(DecodeCodes<Code>(page, codes.size(), width) == codes, "codes come back");

  const std::vector<Code> run(codes.size(), codes.front());
  encoder.Append(run.data(), static_cast<int64_t>(run.size()));
  Require(DecodeCodes<Code>(encoder.FinishRun(run.front()), run.size(), width) == run,
          "a run comes back");
}

}  // namespace
}  // namespace tpch

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tpch::FuzzInput input(data, size);
  const int width = input.TakeChoice(1, tpch::kMaxCodeWidth);
  const size_t at_once = 1 + input.TakeNumber(2);
  const bool narrow = width <= 8 && input.TakeChoice(0, 1) == 1;
  if (narrow) {
    tpch::CheckRoundTrip<uint8_t>(width, at_once, &input);
  } else {
    tpch::CheckRoundTrip<uint16_t>(width, at_once, &input);
  }
  return 0;
}
