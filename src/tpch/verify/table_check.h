// Checks all files of one table: in the order of the reference where they have it, else after they
// have been brought into it.

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
  std::string name;  ///< for people; the path, but for standard input
  FileKind kind;
  std::shared_ptr<const TableFile> file;
  ColumnMatch match;
  std::map<size_t, std::string> constants;  ///< columns whose value is in the path, for all rows
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
  /// Claims of a file's metadata that are not true, each a line that begins with the path.
  std::vector<std::string> untrue_claims;
  int64_t num_untrue_claims = 0;  ///< also those that are not listed
};

/// Compares the rows of all files with the reference. Columns that one of the files lacks are not
/// compared. REQUIRES: every file has the columns of the primary key. IoError for what cannot be
/// read; nothing can be said of the table then.
Result<TableCheckResult> CheckTable(Table table, const std::vector<TableInput>& inputs,
                                    const TableCheckOptions& options);

}  // namespace tpch
