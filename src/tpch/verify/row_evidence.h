// Counts the rows in a table's files, to find the scale factor.

#pragma once

#include <atomic>
#include <vector>

#include "tpch/verify/scale_factor_search.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// Examines the readable files of all scaled tables: their metadata and their last keys. Text files
/// must be read completely, so large ones are examined only if there is no other evidence.
Result<std::vector<BaseRowsEvidence>> GatherEvidence(const FilesOfTables& tables,
                                                     const std::atomic<bool>& stop);

/// Returns the number of rows in a table's files. REQUIRES: they have the first key column.
Result<int64_t> CountRows(const TableFiles& files, Table table, const std::atomic<bool>& stop);

}  // namespace tpch
