// Reports the verification of one table.

#pragma once

#include "tpch/status.h"
#include "tpch/verify.h"
#include "tpch/verify/table_check.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// Checks the files of `report->table` and fills the report, which includes errors in the files.
/// Returns Cancelled after the stop flag becomes true.
Status ReportTable(const TableFiles& files, const TableCheckOptions& options, TableReport* report);

}  // namespace tpch
