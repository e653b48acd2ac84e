// Schemas in the Arrow C data interface.

#pragma once

#include <span>

#include "tpch/schema/table.h"
#include "tpch/stream/array_type.h"
#include "tpch/tpch.h"

namespace tpch {

/// Returns the name of a column as a C string, which descriptors allow because they have literals.
inline const char* CName(const ColumnDescriptor& column) {
  return column.name.data();  // NOLINT(bugprone-suspicious-stringview-data-usage)
}

/// Returns a struct of these columns: keys int64, decimals decimal128(15,2), dates date32, strings
/// in their form; no column is nullable. The caller releases it. Throws std::bad_alloc.
ArrowSchema ExportSchema(std::span<const ArrayType> types);

}  // namespace tpch
