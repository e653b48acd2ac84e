// The interface between a program and its Arrow module, which is loaded only for Arrow IPC, because
// loading Arrow takes milliseconds and memory that other formats do not need.

#pragma once

#include <cstdint>
#include <memory>

#include "tpch/arrow_options.h"
#include "tpch/encode/encoder.h"
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
  Result<std::unique_ptr<Format>> (*make_arrow_format)(const ArrowOptions& options,
                                                       ArrowFraming framing);
};

/// Approximate memory to load the module.
inline constexpr int64_t kFormatModuleBytes = int64_t{48} << 20;

/// Name of the module's only exported function, of type GetFormatModule.
inline constexpr const char* kGetFormatModuleName = "tpch_get_format_module";
using GetFormatModule = const FormatModule* (*)();

}  // namespace tpch
