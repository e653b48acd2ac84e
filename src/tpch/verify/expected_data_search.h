// Determines the data that verified files should contain.

#pragma once

#include <atomic>
#include <vector>

#include "tpch/run/manifest.h"
#include "tpch/status.h"
#include "tpch/verify.h"
#include "tpch/verify/expected_rows.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// Returns the expected database: from the options, else the manifests, else the rows of the files;
/// for refresh sets without a database the one that they are for. `set_files`: of one set.
/// Puts its scale factor and notices into `report`, which has an entry for each manifest. Returns
/// Invalid if no scale factor fits, or if parts contradict each other or are too many; Cancelled
/// after `stop` becomes true.
Result<ExpectedData> FindExpectedData(const VerifyOptions& options,
                                      const std::vector<Manifest>& manifests,
                                      const FilesOfTables& tables,
                                      const std::vector<FoundFile>& set_files,
                                      const std::atomic<bool>& stop, VerifyReport* report);

}  // namespace tpch
