// CREATE TABLE with its comments.

#pragma once

#include <string>
#include <string_view>

#include "tpch/ddl/ddl_syntax.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Returns the statement that makes a table, after it those for comments. `end`: what follows the
/// list of columns, with the placeholders of DdlSyntax::table_end. `verb`: CREATE TABLE, or what
/// an engine has for files.
std::string MakeTable(Table table, const DdlSyntax& syntax, bool with_keys, std::string_view verb,
                      std::string_view end);

}  // namespace tpch
