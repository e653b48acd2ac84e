#include "tpch/compress/codec_versions.h"

#include <fmt/format.h>

#include "tpch/compress/codecs.h"

namespace tpch {

std::string DescribeCodecLibraries() {
  return fmt::format("snappy, zstd {}, lz4 {}, gzip (libdeflate {}), brotli {}", ZstdVersion(),
                     Lz4Version(), DeflateVersion(), BrotliVersion());
}

}  // namespace tpch
