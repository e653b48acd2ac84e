// TBL and CSV files of any origin: with or without header, quotes, trailing delimiter and carriage
// returns, whatever the delimiter.

#pragma once

#include <memory>
#include <optional>

#include "tpch/read/table_file.h"

namespace tpch {

/// How a text file was found to be written.
struct TextForm {
  char delimiter = '|';
  bool has_header = false;
  std::vector<FileColumn> columns;  ///< by the header, else those of the table
  size_t num_fields = 0;  ///< of a line, the empty one behind a trailing delimiter included
};

/// Finds out how a file is written from its first line. `table`: absent if it is not known yet;
/// then the file needs a header. Invalid, with what would help, if it cannot be told.
Result<TextForm> RecognizeText(std::string_view first_line, std::optional<Table> table);

/// Finds out how the file at `path` is written. The same errors; a file without bytes has no
/// columns.
Result<TextForm> ReadTextForm(const std::filesystem::path& path, std::optional<Table> table);

/// Opens a text file. `table` as for RecognizeText. IoError for what cannot be read or is no text.
Result<std::unique_ptr<TableFile>> OpenTextFile(const std::filesystem::path& path,
                                                std::optional<Table> table);

}  // namespace tpch
