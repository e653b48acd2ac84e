// The references between the tables.

#pragma once

#include <cstddef>
#include <span>

#include "tpch/schema/table.h"

namespace tpch {

/// Columns of a table that hold a primary key of another one, which comes before it in kAllTables.
struct ForeignKey {
  Table table;
  std::span<const size_t> columns;  ///< indices, in the order of the other table's key
  Table referenced;
};

/// Returns the foreign keys of a table (spec clause 1.4.2). Those that follow from others, from
/// lineitem to part and to supplier, are left out, as in dbgen's dss.ri.
std::span<const ForeignKey> ForeignKeysOf(Table table);

}  // namespace tpch
