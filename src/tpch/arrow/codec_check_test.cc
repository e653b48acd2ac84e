// Codecs of Arrow libraries that have all of them, some, or none.

#include "tpch/arrow/codec_check.h"

#include <arrow/util/compression.h>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

constexpr NamedCodec kNone = {"none", arrow::Compression::UNCOMPRESSED};
constexpr NamedCodec kSnappy = {"snappy", arrow::Compression::SNAPPY};
constexpr NamedCodec kZstd = {"zstd", arrow::Compression::ZSTD};
constexpr NamedCodec kNamedCodecs[] = {kNone, kSnappy, kZstd};

TEST(CheckCodec, TakesWhatTheLibraryHas) {
  const auto all_but_zstd = [](auto type) { return type != arrow::Compression::ZSTD; };
  EXPECT_THAT(CheckCodec(Field::kCompression, kNone, kNamedCodecs, all_but_zstd), IsOk());
  EXPECT_THAT(CheckCodec(Field::kCompression, kSnappy, kNamedCodecs, all_but_zstd), IsOk());
}

TEST(CheckCodec, NamesWhatTheLibraryHasInPlaceOfWhatItLacks) {
  const auto all_but_zstd = [](auto type) { return type != arrow::Compression::ZSTD; };
  EXPECT_THAT(CheckCodec(Field::kCompression, kZstd, kNamedCodecs, all_but_zstd),
              IsError(StatusCode::kInvalid,
                      "compression: the Arrow library of this build lacks 'zstd'; use none, "
                      "snappy"));
  const auto none = [](auto type) { return type == arrow::Compression::UNCOMPRESSED; };
  EXPECT_THAT(CheckCodec(Field::kColumnCompressions, kSnappy, kNamedCodecs, none),
              IsError(StatusCode::kInvalid,
                      "column_compressions: the Arrow library of this build lacks 'snappy'; use "
                      "none"));
}

TEST(CheckCodec, EveryLibraryCanLeaveDataUncompressed) {
  EXPECT_TRUE(arrow::util::Codec::IsAvailable(arrow::Compression::UNCOMPRESSED));
}

}  // namespace
}  // namespace tpch
