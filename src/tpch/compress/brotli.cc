#include <brotli/encode.h>
#include <fmt/format.h>

#include "tpch/compress/codecs.h"

namespace tpch {
namespace {

class BrotliCompressor : public Compressor {
 public:
  explicit BrotliCompressor(int level) : level_(level) {}

  size_t MaxSizeBytes(size_t size_bytes) const override {
    return BrotliEncoderMaxCompressedSize(size_bytes);
  }

 private:
  size_t Write(std::string_view block, char* out, size_t max_size_bytes) override {
    size_t size_bytes = max_size_bytes;
    const BROTLI_BOOL ok =
        BrotliEncoderCompress(level_, BROTLI_DEFAULT_WINDOW, BROTLI_DEFAULT_MODE, block.size(),
                              reinterpret_cast<const uint8_t*>(block.data()), &size_bytes,
                              reinterpret_cast<uint8_t*>(out));
    return ok == BROTLI_TRUE ? size_bytes : 0;
  }

  int level_;
};

}  // namespace

std::unique_ptr<Compressor> MakeBrotliCompressor(int level) {
  return std::make_unique<BrotliCompressor>(level);
}

std::string BrotliVersion() {
  const uint32_t version = BrotliEncoderVersion();
  return fmt::format("{}.{}.{}", version >> 24, version >> 12 & 0xFFF, version & 0xFFF);
}

}  // namespace tpch
