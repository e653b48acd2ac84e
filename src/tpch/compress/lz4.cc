#include <lz4.h>
#include <lz4frame.h>

#include "tpch/compress/codecs.h"

namespace tpch {
namespace {

class Lz4BlockCompressor : public Compressor {
 public:
  size_t MaxSizeBytes(size_t size_bytes) const override {
    return static_cast<size_t>(LZ4_compressBound(static_cast<int>(size_bytes)));
  }

 private:
  size_t Write(std::string_view block, char* out, size_t max_size_bytes) override {
    return static_cast<size_t>(LZ4_compress_default(
        block.data(), out, static_cast<int>(block.size()), static_cast<int>(max_size_bytes)));
  }
};

class Lz4FrameCompressor : public Compressor {
 public:
  size_t MaxSizeBytes(size_t size_bytes) const override {
    return LZ4F_compressFrameBound(size_bytes, nullptr);
  }

 private:
  size_t Write(std::string_view block, char* out, size_t max_size_bytes) override {
    const size_t size_bytes =
        LZ4F_compressFrame(out, max_size_bytes, block.data(), block.size(), nullptr);
    return LZ4F_isError(size_bytes) != 0 ? 0 : size_bytes;
  }
};

}  // namespace

std::unique_ptr<Compressor> MakeLz4BlockCompressor() {
  return std::make_unique<Lz4BlockCompressor>();
}

std::unique_ptr<Compressor> MakeLz4FrameCompressor() {
  return std::make_unique<Lz4FrameCompressor>();
}

std::string Lz4Version() { return LZ4_versionString(); }

}  // namespace tpch
