// The checksum of Parquet's pages, which is also that of gzip.

#pragma once

#include <cstdint>
#include <string_view>

namespace tpch {

/// Returns the CRC-32 of the bytes, with the polynomial 0x04C11DB7 of IEEE 802.3.
uint32_t Crc32(std::string_view bytes);

}  // namespace tpch
