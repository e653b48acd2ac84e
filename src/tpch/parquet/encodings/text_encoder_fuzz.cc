// Fuzz target: parquet-cpp's decoders read the same texts back, in every encoding.

#include <algorithm>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_input.h"
#include "tests/unit/parquet_decoding.h"
#include "tpch/parquet/encodings/text_encoder.h"

namespace tpch {
namespace {

constexpr Encoding kTextEncodings[] = {Encoding::kPlain, Encoding::kDeltaLengthByteArray,
                                       Encoding::kDeltaByteArray};

// Takes texts that may start like the previous one.
std::vector<std::string> TakeTexts(FuzzInput* input) {
  std::vector<std::string> texts;
  while (!input->empty()) {
    const size_t prefix_size = input->TakeNumber(1);
    const size_t suffix_size = input->TakeNumber(1);
    std::string text = texts.empty() ? "" : texts.back().substr(0, prefix_size);
    text += input->TakeBytes(suffix_size);
    texts.push_back(std::move(text));
  }
  return texts;
}

void AppendTexts(const std::vector<std::string>& texts, size_t begin, size_t end,
                 TextEncoder* encoder) {
  std::string base;
  std::vector<TextSlice> slices;
  for (size_t i = begin; i < end; ++i) {
    slices.push_back({static_cast<uint32_t>(base.size()), static_cast<uint32_t>(texts[i].size())});
    base += texts[i];
  }
  base.resize(base.size() + kTextSlack, '?');
  slices.resize(slices.size() + kBatchSlack);
  encoder->Append(base.data(), slices.data(), static_cast<int64_t>(end - begin));
}

void CheckRoundTrip(const std::vector<std::string>& texts, size_t at_once) {
  for (const Encoding encoding : kTextEncodings) {
    const auto encoder = MakeTextEncoder(encoding);
    for (size_t begin = 0; begin < texts.size(); begin += at_once) {
      AppendTexts(texts, begin, std::min(begin + at_once, texts.size()), encoder.get());
    }
    Require(DecodeTexts(encoding, encoder->Finish(), texts.size()) == texts, "texts come back");
  }
}

}  // namespace
}  // namespace tpch

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tpch::FuzzInput input(data, size);
  const size_t at_once = 1 + input.TakeNumber(2) % tpch::kMaxTextsAtOnce;
  const std::vector<std::string> texts = tpch::TakeTexts(&input);
  if (!texts.empty()) tpch::CheckRoundTrip(texts, at_once);
  return 0;
}
