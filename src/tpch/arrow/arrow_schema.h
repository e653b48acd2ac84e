// The Arrow schema of a table.

#pragma once

#include <arrow/type_fwd.h>

#include <memory>

#include "tpch/schema/table.h"

namespace tpch {

/// Returns the schema that readers see: keys int64, decimals decimal128(15,2), dates date32,
/// strings utf8; no column is nullable, and field ids are 1..n.
std::shared_ptr<arrow::Schema> MakeArrowSchema(Table table);

}  // namespace tpch
