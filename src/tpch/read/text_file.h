// Reads TBL and CSV files of any origin: with or without header, trailing delimiter and carriage
// returns, with any delimiter, and compressed by gzip, zstd or lz4. A file's first lines determine
// its form; all lines must match it. One thread reads all of a compressed file.

#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "tpch/compression.h"
#include "tpch/read/table_file.h"
#include "tpch/read/text_fields.h"

namespace tpch {

/// The form of a text file.
struct TextForm {
  char delimiter = '|';
  Quoting quoting = Quoting::kNone;
  bool has_header = false;
  bool has_carriage_returns = false;  ///< before each newline
  std::vector<FileColumn> columns;    ///< from the header, or those of the table
  size_t num_fields = 0;       ///< of a line, including the empty one after a trailing delimiter
  Codec codec = Codec::kNone;  ///< of the whole file

  /// Returns whether lines end with a delimiter, as in TBL.
  bool has_trailing_delimiter() const { return num_fields > columns.size(); }
};

/// Determines the form of a file from its first lines, of which the last may be incomplete.
/// `quoting`: whether fields may be quoted; fields of a file with trailing delimiters and no header
/// never are. `table`: nullopt if it is not known yet; then the file needs a header. Returns
/// Invalid, with a remedy, if the form cannot be determined.
Result<TextForm> RecognizeText(std::string_view first_lines, std::optional<Table> table,
                               Quoting quoting);

/// Determines the form of the file at `path`. Errors call it `name`, which also shows whether it is
/// TBL. Returns the same errors as RecognizeText; an empty file has no columns. `stop` (not owned)
/// as for OpenTextFile.
Result<TextForm> ReadTextForm(const std::filesystem::path& path, const std::string& name,
                              std::optional<Table> table, const std::atomic<bool>* stop);

/// Opens a text file. `name` and `table` as in ReadTextForm. `stop` (not owned, outlives the file)
/// ends long searches when it becomes true. Returns IoError if the file cannot be read or is not
/// text.
Result<std::unique_ptr<TableFile>> OpenTextFile(const std::filesystem::path& path,
                                                const std::string& name, std::optional<Table> table,
                                                const std::atomic<bool>* stop);

}  // namespace tpch
