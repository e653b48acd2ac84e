// What a verification says about one table.

#pragma once

#include "tpch/status.h"
#include "tpch/verify.h"
#include "tpch/verify/table_check.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {

/// Checks the files of `report->table` and fills the report. What is wrong with the files is in the
/// report; Cancelled after the stop flag became true.
Status ReportTable(const TableFiles& files, const TableCheckOptions& options, TableReport* report);

}  // namespace tpch
