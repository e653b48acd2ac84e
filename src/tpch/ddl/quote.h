// Texts as literals of SQL, shells and command-line clients. Texts have no control characters.

#pragma once

#include <string>
#include <string_view>

namespace tpch {

/// Returns a text in single quotes, with quotes in it doubled, as in standard SQL and psql.
std::string QuoteSql(std::string_view text);

/// Returns a text in single quotes for engines in whose literals a backslash escapes.
std::string QuoteWithBackslashes(std::string_view text);

/// Returns a text in double quotes, in which a backslash escapes, as for commands of sqlite3.
std::string QuoteDouble(std::string_view text);

/// Returns a name in backquotes.
std::string QuoteName(std::string_view name);

/// Returns a text as one word of a shell.
std::string QuoteForShell(std::string_view text);

}  // namespace tpch
