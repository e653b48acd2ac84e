// The lengths that the standard declares for strings.

#pragma once

#include <cstdint>

#include "tpch/schema/table.h"

namespace tpch {

/// Returns N of a string's type in the standard, char(N) or varchar(N) (spec clause 1.4). Numbered
/// names outgrow it at the largest scale factors. REQUIRES: a string column.
int32_t DeclaredSize(const ColumnDescriptor& column);

/// Returns whether that type is char(N), "fixed text". REQUIRES: a string column.
bool HasFixedSize(const ColumnDescriptor& column);

}  // namespace tpch
