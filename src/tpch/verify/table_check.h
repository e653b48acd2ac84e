// Checks all files of one table: in their own order if that is the reference's, otherwise after
// sorting them.

#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tpch/read/table_file.h"
#include "tpch/status.h"
#include "tpch/text/text_pool.h"
#include "tpch/verify/expected_rows.h"
#include "tpch/verify/found_files.h"
#include "tpch/verify/row_partitions.h"
#include "tpch/verify/table_differences.h"

namespace tpch {

/// One file of a table.
struct TableInput {
  std::filesystem::path path;
  std::string name;  ///< to display: the path, except for standard input
  FileKind kind;
  std::shared_ptr<const TableFile> file;
  ColumnMatch match;
  std::map<size_t, std::string> constants;  ///< columns with one value for all rows, from the path
};

struct TableCheckOptions {
  const ExpectedData* data;
  TextPool* text_pool;
  int num_threads = 1;
  SpillOptions spill;
  const std::atomic<bool>* stop;
};

struct TableCheckResult {
  explicit TableCheckResult(Table table) : differences(table) {}

  TableDifferences differences;
  /// False claims in files' metadata, one line each, starting with the path.
  std::vector<std::string> untrue_claims;
  int64_t num_untrue_claims = 0;  ///< including those that are not listed
};

/// Compares the rows of all files with the reference. Does not compare columns that a file lacks.
/// REQUIRES: every file has the columns of the primary key. Returns IoError if a file is
/// unreadable; the table then has no result.
Result<TableCheckResult> CheckTable(Table table, const std::vector<TableInput>& inputs,
                                    const TableCheckOptions& options);

}  // namespace tpch
