#include "tpch/compress/compressor.h"

#include "tpch/compress/codecs.h"

namespace tpch {
namespace {

// Copies blocks.
class NoCompressor : public Compressor {
 public:
  size_t MaxSizeBytes(size_t size_bytes) const override { return size_bytes; }

 private:
  size_t Write(std::string_view block, char* out, size_t /*max_size_bytes*/) override {
    return block.copy(out, block.size());
  }
};

}  // namespace

Status Compressor::Compress(std::string_view block, ByteBuffer* out) {
  const size_t max_size_bytes = MaxSizeBytes(block.size());
  char* const end = out->Reserve(max_size_bytes);
  const size_t size_bytes = Write(block, end, max_size_bytes);
  if (size_bytes == 0 && max_size_bytes > 0) {
    return Status::IoError("cannot compress a block: out of memory");
  }
  out->SetEnd(end + size_bytes);
  return Status::OK();
}

std::unique_ptr<Compressor> MakeCompressor(const Compression& compression) {
  const int level = LevelOf(compression);
  switch (compression.codec) {
    case Codec::kNone:
      return std::make_unique<NoCompressor>();
    case Codec::kSnappy:
      return MakeSnappyCompressor();
    case Codec::kZstd:
      return MakeZstdCompressor(level);
    case Codec::kLz4Raw:
      return MakeLz4BlockCompressor();
    case Codec::kGzip:
      return MakeGzipCompressor(level);
    case Codec::kBrotli:
      return MakeBrotliCompressor(level);
    case Codec::kLz4:
      return MakeLz4FrameCompressor(level);
  }
  return nullptr;
}

}  // namespace tpch
