#include "tpch/compress/compression_options.h"

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

TEST(CheckCompression, TakesEveryCodecOfTheFormatWithAllItsLevels) {
  for (const FileFormatDescriptor& format : kFileFormats) {
    for (const Codec codec : format.codecs) {
      EXPECT_THAT(CheckCompression(Field::kCompression, {codec, {}}, format.value), IsOk());
      const CodecDescriptor& descriptor = EntryOf(codec, kCodecs);
      for (int level = descriptor.min_level; level <= descriptor.max_level; ++level) {
        EXPECT_THAT(CheckCompression(Field::kCompression, {codec, level}, format.value), IsOk());
      }
    }
  }
}

TEST(CheckCompression, RefusesLevelsThatACodecLacks) {
  const auto check = [](Codec codec, int level) {
    return CheckCompression(Field::kCompression, {codec, level}, FileFormat::kParquet);
  };
  for (const int level : {0, 23}) {
    EXPECT_THAT(check(Codec::kZstd, level),
                IsError(StatusCode::kInvalid, "compression: 'zstd:" + std::to_string(level) +
                                                  "' has no such level; use 1 to 22"));
  }
  EXPECT_THAT(check(Codec::kSnappy, 3),
              IsError(StatusCode::kInvalid,
                      "compression: 'snappy:3' has a level, but snappy has no levels; leave it "
                      "out"));
}

TEST(CheckCompression, NamesTheCodecsOfTheFormat) {
  EXPECT_THAT(CheckCompression(Field::kColumnCompressions, {Codec::kLz4, {}}, FileFormat::kParquet),
              IsError(StatusCode::kInvalid,
                      "column_compressions: 'lz4' is not a codec of parquet; use none, snappy, "
                      "zstd, lz4_raw, gzip or brotli"));
  EXPECT_THAT(CheckCompression(Field::kCompression, {Codec::kSnappy, {}}, FileFormat::kArrow),
              IsError(StatusCode::kInvalid,
                      "compression: 'snappy' is not a codec of arrow; use none, lz4 or zstd"));
}

}  // namespace
}  // namespace tpch
