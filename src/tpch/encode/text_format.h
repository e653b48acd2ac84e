// TBL (dbgen's format) and CSV: rows as delimited text, which may be compressed.

#pragma once

#include <memory>

#include "tpch/compression.h"
#include "tpch/encode/encoder.h"
#include "tpch/file_format.h"
#include "tpch/text_options.h"

namespace tpch {

/// The style of text rows. Values never need escaping, because the delimiter does not occur in
/// unquoted values.
struct TextStyle {
  std::string_view format;  ///< in names of files, before the suffix of the codec
  char delimiter;
  bool header;              ///< One line of lower-case column names.
  bool trailing_delimiter;  ///< A delimiter also follows the last field.
  bool quote;               ///< Addresses and comments are in double quotes.
  /// Every chunk, and the header, is a member or frame of its own.
  Compression compression = {};
};

/// dbgen's `.tbl`: `|` after every field.
inline constexpr TextStyle kTblStyle{"tbl", '|', false, true, false};

/// CSV with a header, as other tools write it.
inline constexpr TextStyle kCsvStyle{"csv", ',', true, false, true};

/// Returns the style of TBL or CSV with these options.
/// REQUIRES: `format` is kTbl or kCsv.
TextStyle MakeTextStyle(FileFormat format, const TextOptions& options);

/// Returns Invalid, with a remedy, if the delimiter could occur in an unquoted value.
Status CheckDelimiter(const TextStyle& style);

/// Makes a text format. REQUIRES: CheckDelimiter(style) is OK; CheckCompression is for its
/// compression.
std::unique_ptr<Format> MakeTextFormat(const TextStyle& style);

}  // namespace tpch
