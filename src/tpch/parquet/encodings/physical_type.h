// The physical Parquet types of TPC-H columns.

#pragma once

#include <cstdint>

namespace tpch {

/// Physical types, with their numbers in Parquet's metadata.
enum class PhysicalType : uint8_t { kInt32 = 1, kInt64 = 2, kByteArray = 6 };

}  // namespace tpch
