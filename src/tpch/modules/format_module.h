// The interface between a program and its Arrow module, which is loaded only for formats that need
// Arrow, because loading it takes milliseconds and memory that TBL and CSV do not need.

#pragma once

#include <cstdint>
#include <memory>

#include "tpch/arrow_options.h"
#include "tpch/encode/encoder.h"
#include "tpch/parquet_options.h"
#include "tpch/status.h"

namespace tpch {

/// The framing of the record batches.
enum class ArrowFraming : uint8_t {
  kFile,   ///< the IPC file format: a footer locates every record batch
  kStream  ///< the IPC stream format: readers need not seek
};

/// The contents of the module. Valid while the module stays loaded.
struct FormatModule {
  const char* arrow_version;
  Result<std::unique_ptr<Format>> (*make_parquet_format)(const ParquetOptions& options);
  Result<std::unique_ptr<Format>> (*make_arrow_format)(const ArrowOptions& options,
                                                       ArrowFraming framing);
};

/// Approximate memory to load the module.
inline constexpr int64_t kFormatModuleBytes = int64_t{48} << 20;

/// Name of the module's only exported function, of type GetFormatModule.
inline constexpr const char* kGetFormatModuleName = "tpch_get_format_module";
using GetFormatModule = const FormatModule* (*)();

}  // namespace tpch
