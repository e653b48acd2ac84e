// Fuzz target: Arrow's codec decompresses blocks of literals and repetitions again.

#include <arrow/util/compression.h>

#include <algorithm>
#include <string>

#include "tests/fuzz/fuzz_input.h"
#include "tpch/compress/compressor.h"

namespace tpch {
namespace {

// Returns literals, and copies of bytes at any distance before them.
std::string MakeBlock(FuzzInput* input) {
  constexpr size_t kMaxBytes = size_t{1} << 20;
  std::string block;
  while (!input->empty() && block.size() < kMaxBytes) {
    block += input->TakeBytes(input->TakeNumber(1));
    if (block.empty()) continue;
    const auto distance = std::min(block.size(), 1 + input->TakeNumber(3));
    for (auto size = input->TakeNumber(2); size > 0; --size) {
      block += block[block.size() - distance];
    }
  }
  return block;
}

const uint8_t* Bytes(std::string_view view) {
  return reinterpret_cast<const uint8_t*>(view.data());
}

void CheckRoundTrip(std::string_view block) {
  ByteBuffer compressed;
  Require(MakeCompressor({Codec::kSnappy, {}})->Compress(block, &compressed).ok(), "it compresses");
  static const auto kCodec = arrow::util::Codec::Create(arrow::Compression::SNAPPY).ValueOrDie();
  std::string decompressed(block.size(), ' ');
  const auto size_bytes =
      kCodec->Decompress(static_cast<int64_t>(compressed.size()), Bytes(compressed.view()),
                         std::ssize(decompressed), reinterpret_cast<uint8_t*>(decompressed.data()));
  Require(size_bytes.ok() && *size_bytes == std::ssize(block), "the size comes back");
  Require(decompressed == block, "the bytes come back");
}

}  // namespace
}  // namespace tpch

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tpch::CheckRoundTrip({reinterpret_cast<const char*>(data), size});
  tpch::FuzzInput input(data, size);
  tpch::CheckRoundTrip(tpch::MakeBlock(&input));
  return 0;
}
