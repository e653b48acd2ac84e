#include <fmt/format.h>
#include <snappy.h>

#include "tpch/compress/codecs.h"

namespace tpch {
namespace {

class SnappyCompressor : public Compressor {
 public:
  size_t MaxSizeBytes(size_t size_bytes) const override {
    return snappy::MaxCompressedLength(size_bytes);
  }

 private:
  size_t Write(std::string_view block, char* out, size_t /*max_size_bytes*/) override {
    size_t size_bytes = 0;
    snappy::RawCompress(block.data(), block.size(), out, &size_bytes);
    return size_bytes;
  }
};

}  // namespace

std::unique_ptr<Compressor> MakeSnappyCompressor() { return std::make_unique<SnappyCompressor>(); }

std::string SnappyVersion() {
  return fmt::format("snappy {}.{}.{}", SNAPPY_MAJOR, SNAPPY_MINOR, SNAPPY_PATCHLEVEL);
}

}  // namespace tpch
