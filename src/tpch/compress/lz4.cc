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
  explicit Lz4FrameCompressor(int level) : preferences_(LZ4F_INIT_PREFERENCES) {
    preferences_.compressionLevel = level;
  }

  size_t MaxSizeBytes(size_t size_bytes) const override {
    return LZ4F_compressFrameBound(size_bytes, &preferences_);
  }

 private:
  size_t Write(std::string_view block, char* out, size_t max_size_bytes) override {
    const size_t size_bytes =
        LZ4F_compressFrame(out, max_size_bytes, block.data(), block.size(), &preferences_);
    return LZ4F_isError(size_bytes) != 0 ? 0 : size_bytes;
  }

  LZ4F_preferences_t preferences_;
};

}  // namespace

std::unique_ptr<Compressor> MakeLz4BlockCompressor() {
  return std::make_unique<Lz4BlockCompressor>();
}

std::unique_ptr<Compressor> MakeLz4FrameCompressor(int level) {
  return std::make_unique<Lz4FrameCompressor>(level);
}

std::string Lz4Version() { return LZ4_versionString(); }

}  // namespace tpch
