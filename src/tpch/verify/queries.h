// The 22 queries of TPC-H on the files that were verified, run by DuckDB in a Python process.

#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "tpch/status.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// One query with its default parameters.
struct Query {
  int number;
  std::string_view sql;
  std::string_view answer;  ///< at scale factor 1: lines of fields between `|`, the first of names
};

/// Returns all 22, valid for the life of the program.
std::span<const Query> AllQueries();

/// What becomes of the queries: by number where answers differ, in words; empty where they agree.
using QueryDifferences = std::map<int, std::string>;

/// Runs all queries on the files of all eight tables. `reference`: files of the reference at the
/// same scale factor, which answer the same queries; null: the answers at scale factor 1 are known.
/// `dir`: an empty directory for files between the processes, which nobody else can write to; not
/// removed. Invalid when a table is not there; IoError when there is no `python3` that can import
/// duckdb, and when DuckDB cannot read the files; Cancelled after `stop` became true.
Result<QueryDifferences> RunQueries(const FilesOfTables& tables, const FilesOfTables* reference,
                                    const std::filesystem::path& dir,
                                    const std::atomic<bool>& stop);

}  // namespace tpch
