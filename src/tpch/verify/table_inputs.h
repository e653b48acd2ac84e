// Opens the files that were found and sorts them by tables.

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
  std::vector<std::string> paths;  ///< as people know them
  std::vector<TableInput> inputs;  ///< those without columns, which have no rows, left out
  Status error;                    ///< of a file that cannot be read
  std::vector<std::string> missing_columns;  ///< that some file lacks
  std::vector<std::string> extra_columns;    ///< that some file has besides
  std::vector<std::string> type_notes;       ///< on columns of unusual type
  std::vector<std::string> remarks;          ///< on what is unusual and changes no row
};

/// By Table.
using FilesOfTables = std::array<TableFiles, kAllTables.size()>;

/// Opens all files. `stop` outlives them. Invalid for a file whose table is not known, or whose
/// kind this build cannot read; Cancelled after `stop` became true.
Result<FilesOfTables> OpenTables(const std::vector<FoundFile>& files,
                                 const std::atomic<bool>& stop);

}  // namespace tpch
