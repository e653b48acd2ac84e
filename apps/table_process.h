// The process of one table, which tpch_benchmark --parallel starts.

#pragma once

#include "apps/options.h"

namespace tpch {

/// Generates the table of the process's role, tells its parent about it (apps/process_messages.h),
/// and returns the exit status. Prints nothing, but for a role that nobody has.
/// REQUIRES: options.parallel().IsTableProcess().
int RunTableProcess(const OptionTable& options);

}  // namespace tpch
