// Counts what the files of a table hold, for the search for the scale factor.

#pragma once

#include <atomic>
#include <vector>

#include "tpch/verify/scale_factor_search.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// Looks at the files of all scaled tables that can be read: at what they say of themselves, and at
/// their last keys. Text files must be read to be counted, so the large ones are looked at only
/// where there is nothing else.
Result<std::vector<BaseRowsEvidence>> GatherEvidence(const FilesOfTables& tables,
                                                     const std::atomic<bool>& stop);

}  // namespace tpch
