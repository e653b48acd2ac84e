// User options of TBL and CSV files.

#pragma once

#include <optional>

#include "tpch/compression.h"

namespace tpch {

/// Higher levels of gzip take much more time for text that is hardly smaller.
inline constexpr int kDefaultTextGzipLevel = 6;

struct TextOptions {
  /// Separates fields; must not occur in unquoted values. nullopt: `|` for TBL, `,` for CSV.
  std::optional<char> delimiter;
  bool header = true;              ///< only CSV: one line of lower-case column names
  bool trailing_delimiter = true;  ///< only TBL: the delimiter also follows the last field
  /// kNone, kGzip, kZstd or kLz4. Files get another extension, such as `.csv.gz`. The default level
  /// of gzip is kDefaultTextGzipLevel.
  Compression compression;
};

}  // namespace tpch
