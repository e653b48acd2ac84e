// Primary and foreign keys as parts of CREATE TABLE, and as statements for existing tables.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/ddl/ddl_syntax.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Returns names of columns, separated by commas.
std::string JoinNames(std::span<const ColumnDescriptor> columns, std::span<const size_t> indices);

/// Returns the clauses of a table's keys, in as far as tables of the dialect have them.
std::vector<std::string> KeyClauses(Table table, const DdlSyntax& syntax);

/// Returns the statements that add keys to existing tables: all primary keys, then the foreign
/// keys. REQUIRES: the dialect has statements at least for primary keys.
std::string AddKeys(std::span<const Table> tables, const DdlSyntax& syntax);

}  // namespace tpch
