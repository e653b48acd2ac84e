// Runs the 22 queries of TPC-H on the verified files, with DuckDB in a Python process.

#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <string>

#include "tpch/status.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// By query number: how its answers differ, or empty if they agree.
using QueryDifferences = std::map<int, std::string>;

/// Runs all queries on the files of all eight tables. `reference`: files of the reference at the
/// same scale factor, to compare answers; null: use the known answers at scale factor 1. `dir`: an
/// empty directory to exchange files with the process, which only this user can write to; not
/// removed. Returns Invalid if a table is missing; IoError if no `python3` can import duckdb, or
/// DuckDB cannot read the files; Cancelled after `stop` becomes true.
Result<QueryDifferences> RunQueries(const FilesOfTables& tables, const FilesOfTables* reference,
                                    const std::filesystem::path& dir,
                                    const std::atomic<bool>& stop);

}  // namespace tpch
