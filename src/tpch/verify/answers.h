// Compares the answers of the queries on files with those on the reference.

#pragma once

#include <atomic>
#include <vector>

#include "tpch/status.h"
#include "tpch/verify.h"
#include "tpch/verify/expected_rows.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// Runs all queries on the files, and on the reference where its answers are not known, which is
/// generated for that in the options' temp_dir. Errors: those of RunQueries and Generate.
Result<std::vector<QueryReport>> CompareAnswers(const FilesOfTables& tables,
                                                const ExpectedData& data,
                                                const VerifyOptions& options,
                                                const std::atomic<bool>& stop);

}  // namespace tpch
