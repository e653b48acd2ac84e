#include <zstd.h>

#include "tpch/compress/codecs.h"

namespace tpch {
namespace {

class ZstdCompressor : public Compressor {
 public:
  explicit ZstdCompressor(int level) : level_(level) {}

  size_t MaxSizeBytes(size_t size_bytes) const override { return ZSTD_compressBound(size_bytes); }

 private:
  size_t Write(std::string_view block, char* out, size_t max_size_bytes) override {
    // Its tables live no longer than the call: every column of a table has a compressor.
    const size_t size_bytes =
        ZSTD_compress(out, max_size_bytes, block.data(), block.size(), level_);
    return ZSTD_isError(size_bytes) != 0 ? 0 : size_bytes;
  }

  int level_;
};

}  // namespace

std::unique_ptr<Compressor> MakeZstdCompressor(int level) {
  return std::make_unique<ZstdCompressor>(level);
}

std::string ZstdVersion() { return ZSTD_versionString(); }

}  // namespace tpch
