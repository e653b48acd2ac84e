#include "tpch/parquet/page_compressor.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "tpch/arrow/codec_check.h"

namespace tpch {
namespace {

constexpr int kDefaultZstdLevel = 1;

arrow::Compression::type ArrowCodec(Codec codec) {
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
  }
  return arrow::Compression::UNCOMPRESSED;
}

int ArrowLevel(const Compression& compression) {
  if (compression.level) return *compression.level;
  return compression.codec == Codec::kZstd ? kDefaultZstdLevel
                                           : arrow::util::kUseDefaultCompressionLevel;
}

NamedCodec ToNamedCodec(const CodecDescriptor& codec) {
  return {codec.name, ArrowCodec(codec.value)};
}

// Returns Invalid if this build does not have the codec.
Status CheckCodecOfBuild(Field field, const CodecDescriptor& codec) {
  std::vector<NamedCodec> codecs;
  std::ranges::transform(kCodecs, std::back_inserter(codecs), ToNamedCodec);
  return CheckCodec(field, ToNamedCodec(codec), codecs, arrow::util::Codec::IsAvailable);
}

// Memory that a codec uses from a level on, in MiB, for pages of 1 MiB and of 4 MiB.
struct CodecMemory {
  Codec codec;
  int min_level;
  int64_t mib;
  int64_t large_pages_mib;
};

// Peaks of single-threaded runs at scale factor 1, minus those without compression: partsupp,
// orders with partsupp, and orders with lineitem. The C library keeps tables of up to 32 MiB in
// its heap, where other blocks fragment it, and returns larger ones: so the middle levels of zstd
// use most with large pages. By codec, highest level first.
constexpr CodecMemory kCodecMemory[] = {
    {Codec::kZstd, 15, 72, 88},  {Codec::kZstd, 12, 44, 112}, {Codec::kZstd, 9, 32, 72},
    {Codec::kZstd, 6, 12, 16},   {Codec::kZstd, 0, 2, 2},     {Codec::kBrotli, 8, 56, 72},
    {Codec::kBrotli, 4, 24, 32}, {Codec::kBrotli, 0, 6, 6},   {Codec::kGzip, 0, 8, 8},
};

// The default level of a codec whose memory depends on it.
int DefaultLevel(Codec codec) {
  constexpr int kArrowsBrotliLevel = 8;
  return codec == Codec::kBrotli ? kArrowsBrotliLevel : kDefaultZstdLevel;
}

const uint8_t* Bytes(std::string_view view) {
  return reinterpret_cast<const uint8_t*>(view.data());
}

}  // namespace

Status CheckCompression(Field field, const Compression& compression) {
  const CodecDescriptor& codec = EntryOf(compression.codec, kCodecs);
  TPCH_RETURN_NOT_OK(CheckCodecOfBuild(field, codec));
  if (!compression.level) return Status::OK();
  if (codec.min_level > codec.max_level) {
    return Status::Invalid(field,
                           fmt::format("'{}:{}' has a level, but {} has no levels", codec.name,
                                       *compression.level, codec.name),
                           "leave it out");
  }
  if (*compression.level >= codec.min_level && *compression.level <= codec.max_level) {
    return Status::OK();
  }
  return Status::Invalid(field,
                         fmt::format("'{}:{}' has no such level", codec.name, *compression.level),
                         fmt::format("use {} to {}", codec.min_level, codec.max_level));
}

int64_t CodecMemoryBytes(const Compression& compression, int64_t page_bytes) {
  constexpr int64_t kMiB = int64_t{1} << 20;
  const int level = compression.level.value_or(DefaultLevel(compression.codec));
  const auto* const found = std::ranges::find_if(kCodecMemory, [&](const CodecMemory& memory) {
    return memory.codec == compression.codec && memory.min_level <= level;
  });
  if (found == std::end(kCodecMemory)) return 0;
  return (page_bytes > kMiB ? found->large_pages_mib : found->mib) * kMiB;
}

PageCompressor::PageCompressor(const Compression& compression) {
  if (compression.codec == Codec::kNone) return;
  // Can fail only for options that CheckCompression rejects.
  codec_ = arrow::util::Codec::Create(ArrowCodec(compression.codec), ArrowLevel(compression))
               .ValueOrDie();
}

size_t PageCompressor::MaxSizeBytes(std::string_view page) const {
  if (codec_ == nullptr) return page.size();
  return static_cast<size_t>(codec_->MaxCompressedLen(std::ssize(page), Bytes(page)));
}

Status PageCompressor::Compress(std::string_view page, ByteBuffer* out) {
  if (codec_ == nullptr) {
    out->Append(page);
    return Status::OK();
  }
  const size_t max_size_bytes = MaxSizeBytes(page);
  char* end = out->Reserve(max_size_bytes);
  const arrow::Result<int64_t> compressed_size =
      codec_->Compress(std::ssize(page), Bytes(page), static_cast<int64_t>(max_size_bytes),
                       reinterpret_cast<uint8_t*>(end));
  if (!compressed_size.ok()) {
    return Status::IoError("cannot compress a page: " + compressed_size.status().message());
  }
  out->SetEnd(end + *compressed_size);
  return Status::OK();
}

}  // namespace tpch
