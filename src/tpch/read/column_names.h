// Column names as people write them: in any case, with or without the table's prefix.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/read/table_file.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Returns the column of `table` that a name means: `l_orderkey`, `L_ORDERKEY` or `OrderKey`.
std::optional<size_t> FindColumnLoosely(Table table, std::string_view name);

/// Finds each of the table's columns in a file. Of two file columns that mean the same, the first
/// is taken, and the other is extra.
ColumnMatch MatchColumns(Table table, const std::vector<FileColumn>& file_columns);

/// Returns the table that most of the names are columns of, if they are so many that no other table
/// can be meant.
std::optional<Table> GuessTable(const std::vector<FileColumn>& file_columns);

/// Returns the names that a file without names has: those of the table, in its order.
std::vector<FileColumn> NamesOf(Table table);

/// Returns the text in lower case (ASCII).
std::string ToLower(std::string_view text);

}  // namespace tpch
