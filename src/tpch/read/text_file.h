// TBL and CSV files of any origin: with or without header, trailing delimiter and carriage returns,
// whatever the delimiter; but each by the letter of its form, as its first lines show it.

#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "tpch/read/table_file.h"
#include "tpch/read/text_fields.h"

namespace tpch {

/// How a text file was found to be written.
struct TextForm {
  char delimiter = '|';
  Quoting quoting = Quoting::kNone;
  bool has_header = false;
  bool has_carriage_returns = false;  ///< before each newline
  std::vector<FileColumn> columns;    ///< by the header, else those of the table
  size_t num_fields = 0;  ///< of a line, the empty one after a trailing delimiter included

  /// Returns whether lines end with a delimiter, as those of TBL do.
  bool has_trailing_delimiter() const { return num_fields > columns.size(); }
};

/// Finds out how a file is written from its first lines, which may be cut off at their end.
/// `quoting`: whether fields may be in quotes; in a file with trailing delimiters and no header
/// they cannot in any case. `table`: absent if it is not known yet; then the file needs a header.
/// Invalid, with what would help, if it cannot be found out.
Result<TextForm> RecognizeText(std::string_view first_lines, std::optional<Table> table,
                               Quoting quoting);

/// Finds out how the file at `path` is written; `name` is how errors call it, and says whether it
/// is TBL. The same errors; a file without bytes has no columns.
Result<TextForm> ReadTextForm(const std::filesystem::path& path, const std::string& name,
                              std::optional<Table> table);

/// Opens a text file. `name` and `table` as for ReadTextForm. `stop` is not owned and outlives the
/// file: long searches end when it becomes true. IoError for what cannot be read or is no text.
Result<std::unique_ptr<TableFile>> OpenTextFile(const std::filesystem::path& path,
                                                const std::string& name, std::optional<Table> table,
                                                const std::atomic<bool>* stop);

}  // namespace tpch
