#include <libdeflate.h>

#include "tpch/compress/codecs.h"

namespace tpch {
namespace {

struct FreeDeflate {
  void operator()(libdeflate_compressor* deflate) const { libdeflate_free_compressor(deflate); }
};

class GzipCompressor : public Compressor {
 public:
  explicit GzipCompressor(int level) : level_(level) {}

  size_t MaxSizeBytes(size_t size_bytes) const override {
    return libdeflate_gzip_compress_bound(nullptr, size_bytes);
  }

 private:
  size_t Write(std::string_view block, char* out, size_t max_size_bytes) override {
    // Lives no longer than the call: every column of a table has a compressor.
    const std::unique_ptr<libdeflate_compressor, FreeDeflate> deflate(
        libdeflate_alloc_compressor(level_));
    if (deflate == nullptr) return 0;
    return libdeflate_gzip_compress(deflate.get(), block.data(), block.size(), out, max_size_bytes);
  }

  int level_;
};

}  // namespace

std::unique_ptr<Compressor> MakeGzipCompressor(int level) {
  return std::make_unique<GzipCompressor>(level);
}

std::string DeflateVersion() { return LIBDEFLATE_VERSION_STRING; }

}  // namespace tpch
