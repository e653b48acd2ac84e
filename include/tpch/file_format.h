// The file formats.

#pragma once

#include <cstdint>

#include "tpch/enum_names.h"

namespace tpch {

enum class FileFormat : uint8_t { kTbl, kCsv, kParquet, kArrow };

/// Names on the command line and in summaries.
inline constexpr EnumName<FileFormat> kFileFormats[] = {{FileFormat::kParquet, "parquet"},
                                                        {FileFormat::kCsv, "csv"},
                                                        {FileFormat::kTbl, "tbl"},
                                                        {FileFormat::kArrow, "arrow"}};

}  // namespace tpch
