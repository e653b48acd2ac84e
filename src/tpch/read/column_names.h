// Column names as people write them: in any case, with or without the table's prefix.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/read/table_file.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Finds a column of `table` by a name such as `l_orderkey`, `L_ORDERKEY` or `OrderKey`.
std::optional<size_t> FindColumnLoosely(Table table, std::string_view name);

/// Finds each of the table's columns in a file. If two file columns match, takes the first and
/// lists the other as extra.
ColumnMatch MatchColumns(Table table, const std::vector<FileColumn>& file_columns);

/// Returns the table with most of the names, if there are enough of them to rule out any other
/// table.
std::optional<Table> GuessTable(const std::vector<FileColumn>& file_columns);

/// Returns the column names of a file without names: those of the table, in its order.
std::vector<FileColumn> NamesOf(Table table);

/// Returns the text in lower case (ASCII).
std::string ToLower(std::string_view text);

}  // namespace tpch
