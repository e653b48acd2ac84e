// Which data is to be in files that are verified.

#pragma once

#include <atomic>
#include <vector>

#include "tpch/run/manifest.h"
#include "tpch/status.h"
#include "tpch/verify.h"
#include "tpch/verify/expected_rows.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// Returns the data that is to be there: what the options say, else the manifests, else the rows
/// of the files. Its scale factor and notices are put into `report`, which has an entry for each of
/// the manifests. Invalid if no scale factor fits, and for parts that contradict each other or are
/// too many; Cancelled after `stop` became true.
Result<ExpectedData> FindExpectedData(const VerifyOptions& options,
                                      const std::vector<Manifest>& manifests,
                                      const FilesOfTables& tables, const std::atomic<bool>& stop,
                                      VerifyReport* report);

}  // namespace tpch
