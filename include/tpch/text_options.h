// What a user can choose about TBL and CSV files.

#pragma once

#include <optional>

namespace tpch {

struct TextOptions {
  /// Between fields; a character that no unquoted value has. Absent: `|` for TBL, `,` for CSV.
  std::optional<char> delimiter;
  bool header = true;              ///< only CSV: one line of lower-case column names
  bool trailing_delimiter = true;  ///< only TBL: the delimiter also follows the last field
};

}  // namespace tpch
