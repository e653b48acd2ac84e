// Checks the files of refresh sets.

#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "tpch/status.h"
#include "tpch/verify.h"
#include "tpch/verify/found_files.h"
#include "tpch/verify/table_check.h"

namespace tpch {

/// The files of each set.
using FilesOfSets = std::map<int64_t, std::vector<FoundFile>>;

/// Checks the sets of the scale factor of `options.data` and adds to the report's refresh_tables
/// and notices. Opens the files of no more than one set for each thread. Returns Invalid if the
/// table of a file is unknown or this build cannot read its kind; Cancelled after the stop flag
/// becomes true.
Status CheckSets(const FilesOfSets& sets, const TableCheckOptions& options, VerifyReport* report);

}  // namespace tpch
