// Opens the found files and groups them by table.

#pragma once

#include <array>
#include <atomic>
#include <string>
#include <vector>

#include "tpch/status.h"
#include "tpch/verify/found_files.h"
#include "tpch/verify/table_check.h"

namespace tpch {

/// The files of one table.
struct TableFiles {
  std::vector<std::string> paths;            ///< to display
  std::vector<TableInput> inputs;            ///< without files that have no columns, and so no rows
  Status error;                              ///< of an unreadable file
  std::vector<std::string> missing_columns;  ///< missing in some file
  std::vector<std::string> extra_columns;    ///< additional columns in some file
  std::vector<std::string> type_notes;       ///< columns of unusual type
  std::vector<std::string> remarks;          ///< unusual facts that change no row
};

/// Indexed by Table.
using FilesOfTables = std::array<TableFiles, kFileTables.size()>;

/// Opens all files. `stop` outlives them. Returns Invalid if the table of a file is unknown or this
/// build cannot read its kind; Cancelled after `stop` becomes true.
Result<FilesOfTables> OpenTables(const std::vector<FoundFile>& files,
                                 const std::atomic<bool>& stop);

}  // namespace tpch
