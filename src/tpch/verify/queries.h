// Runs the 22 queries of TPC-H on the verified files, with an engine in a Python process.

#pragma once

#include <atomic>
#include <filesystem>
#include <vector>

#include "tpch/query_engine.h"
#include "tpch/scale_factor.h"
#include "tpch/status.h"
#include "tpch/verify.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// What to run, and on what. Owns no files.
struct QueryRequest {
  const FilesOfTables* tables;  ///< files of all eight tables
  /// Files of the reference at the same scale factor, to compare answers. Null: the known answers
  /// to the queries with their default parameters at scale factor 1.
  const FilesOfTables* reference;
  QueryRun run;
  ScaleFactor scale_factor;
};

/// Runs all queries and reports on each, as they are ordered. `dir`: an empty directory to exchange
/// files with the process, which only this user can write to; not removed. Returns Invalid if a
/// table is missing or the engine does not read such files; IoError if no `python3` can import the
/// engine, or it cannot read the files; Cancelled after `stop` becomes true.
Result<std::vector<QueryReport>> RunQueries(const QueryRequest& request,
                                            const std::filesystem::path& dir,
                                            const std::atomic<bool>& stop);

}  // namespace tpch
