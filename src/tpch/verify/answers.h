// Compares query answers on files with those on the reference.

#pragma once

#include <atomic>
#include <vector>

#include "tpch/status.h"
#include "tpch/verify.h"
#include "tpch/verify/expected_rows.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// Runs all queries on the files. If the reference's answers are not known, generates it in the
/// options' temp_dir and runs them there too. Errors: those of RunQueries and Generate.
Result<std::vector<QueryReport>> CompareAnswers(const FilesOfTables& tables,
                                                const ExpectedData& data,
                                                const VerifyOptions& options,
                                                const std::atomic<bool>& stop);

}  // namespace tpch
