// User options of TBL and CSV files.

#pragma once

#include <optional>

namespace tpch {

struct TextOptions {
  /// Separates fields; must not occur in unquoted values. nullopt: `|` for TBL, `,` for CSV.
  std::optional<char> delimiter;
  bool header = true;              ///< only CSV: one line of lower-case column names
  bool trailing_delimiter = true;  ///< only TBL: the delimiter also follows the last field
};

}  // namespace tpch
