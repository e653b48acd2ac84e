// What tables and columns hold, in a few words, for comments in schemas.

#pragma once

#include <string_view>

#include "tpch/schema/table.h"

namespace tpch {

/// Return a description without quotes, backslashes and semicolons, valid for the life of the
/// program. REQUIRES: a table of kAllTables, or a column of one.
std::string_view DescriptionOf(Table table);
std::string_view DescriptionOf(const ColumnDescriptor& column);

}  // namespace tpch
