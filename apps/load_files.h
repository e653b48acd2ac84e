// Finds the files of tables that a script for an engine loads.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tpch/ddl/load_statements.h"
#include "tpch/file_format.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// Returns the files of these tables in a directory, at least one for each table, ordered by table
/// and name; leaves out text files without rows. `format`: nullopt if the directory has only one.
/// Reads the first lines of text files. Returns Invalid, with a remedy, if a table has no files.
Result<std::vector<LoadFile>> FindLoadFiles(const std::string& directory,
                                            std::optional<FileFormat> format,
                                            const std::vector<Table>& tables);

}  // namespace tpch
