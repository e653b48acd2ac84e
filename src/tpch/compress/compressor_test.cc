// Blocks that Arrow's codecs decompress again.

#include "tpch/compress/compressor.h"

#include <arrow/util/compression.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/random_numbers.h"
#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

arrow::Compression::type ArrowType(Codec codec) {
  switch (codec) {
    case Codec::kNone:
      return arrow::Compression::UNCOMPRESSED;
    case Codec::kSnappy:
      return arrow::Compression::SNAPPY;
    case Codec::kZstd:
      return arrow::Compression::ZSTD;
    case Codec::kLz4Raw:
      return arrow::Compression::LZ4;
    case Codec::kGzip:
      return arrow::Compression::GZIP;
    case Codec::kBrotli:
      return arrow::Compression::BROTLI;
    case Codec::kLz4:
      return arrow::Compression::LZ4_FRAME;
  }
  return {};
}

std::string Decompress(Codec codec, std::string_view compressed, size_t size_bytes) {
  if (codec == Codec::kNone) return std::string(compressed);
  std::string block(size_bytes, '\0');
  const auto arrow_codec = arrow::util::Codec::Create(ArrowType(codec)).ValueOrDie();
  const int64_t decompressed_bytes =
      arrow_codec
          ->Decompress(std::ssize(compressed), reinterpret_cast<const uint8_t*>(compressed.data()),
                       std::ssize(block), reinterpret_cast<uint8_t*>(block.data()))
          .ValueOrDie();
  block.resize(static_cast<size_t>(decompressed_bytes));
  return block;
}

// Returns all codecs at their default, lowest and highest levels.
std::vector<Compression> AllCompressions() {
  std::vector<Compression> compressions;
  for (const CodecDescriptor& codec : kCodecs) {
    compressions.push_back({codec.value, {}});
    if (codec.min_level > codec.max_level) continue;
    compressions.push_back({codec.value, codec.min_level});
    compressions.push_back({codec.value, codec.max_level});
  }
  return compressions;
}

std::string NameOf(const Compression& compression) {
  return std::string(NameOf(compression.codec, kCodecs)) + std::to_string(LevelOf(compression));
}

std::string RandomBlock(size_t size_bytes) {
  std::string block(size_bytes, '\0');
  auto random = MakeRandom();
  for (char& byte : block) byte = static_cast<char>(random());
  return block;
}

std::string WordsBlock(int num_words) {
  std::string block;
  auto random = MakeRandom();
  for (int i = 0; i < num_words; ++i) block += "word " + std::to_string(random() % 100) + '|';
  return block;
}

TEST(Compressor, CompressesOneBlockAfterAnotherAtEveryLevel) {
  const std::vector<std::string> blocks = {"", "a", WordsBlock(30'000), RandomBlock(100'000)};
  for (const Compression& compression : AllCompressions()) {
    const auto compressor = MakeCompressor(compression);
    ByteBuffer out;
    for (const std::string& block : blocks) {
      const size_t begin = out.size();
      ASSERT_THAT(compressor->Compress(block, &out), IsOk());
      const std::string_view compressed = out.view().substr(begin);
      EXPECT_LE(compressed.size(), compressor->MaxSizeBytes(block.size()));
      EXPECT_EQ(Decompress(compression.codec, compressed, block.size()), block)
          << NameOf(compression);
    }
  }
}

TEST(Compressor, MakesBlocksSmaller) {
  const std::string block = WordsBlock(30'000);
  for (const Compression& compression : AllCompressions()) {
    if (compression.codec == Codec::kNone) continue;
    ByteBuffer out;
    ASSERT_THAT(MakeCompressor(compression)->Compress(block, &out), IsOk());
    EXPECT_LT(out.size(), block.size() / 2) << NameOf(compression);
  }
}

TEST(Compressor, CompressesEqualBlocksToEqualBytes) {
  const std::string block = WordsBlock(30'000);
  for (const Compression& compression : AllCompressions()) {
    const auto compressor = MakeCompressor(compression);
    ByteBuffer first;
    ASSERT_THAT(compressor->Compress(block, &first), IsOk());
    ByteBuffer other;
    ASSERT_THAT(compressor->Compress(RandomBlock(50'000), &other), IsOk());
    ByteBuffer second;
    ASSERT_THAT(compressor->Compress(block, &second), IsOk());
    EXPECT_EQ(first.view(), second.view()) << NameOf(compression);
  }
}

}  // namespace
}  // namespace tpch
