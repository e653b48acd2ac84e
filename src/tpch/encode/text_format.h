// TBL (dbgen's format) and CSV: rows as delimited text.

#pragma once

#include <memory>

#include "tpch/encode/encoder.h"

namespace tpch {

/// How rows become text. Values never need escaping: the delimiter does not occur in an unquoted
/// value.
struct TextStyle {
  std::string_view extension;
  char delimiter;
  bool header;              ///< One line of lower-case column names.
  bool trailing_delimiter;  ///< The delimiter stands behind the last field too.
  bool quote;               ///< Addresses and comments stand in double quotes.
};

/// dbgen's `.tbl`: `|` behind every field.
inline constexpr TextStyle kTblStyle{"tbl", '|', false, true, false};

/// CSV with a header, as the field's other tools write it.
inline constexpr TextStyle kCsvStyle{"csv", ',', true, false, true};

/// Returns Invalid, with what would work, when a delimiter could occur in an unquoted value.
Status CheckDelimiter(const TextStyle& style);

/// Makes a text format. REQUIRES: CheckDelimiter(style) is OK.
std::unique_ptr<Format> MakeTextFormat(const TextStyle& style);

}  // namespace tpch
