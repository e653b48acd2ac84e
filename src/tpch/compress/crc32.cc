#include "tpch/compress/crc32.h"

#include <libdeflate.h>

namespace tpch {

uint32_t Crc32(std::string_view bytes) { return libdeflate_crc32(0, bytes.data(), bytes.size()); }

}  // namespace tpch
