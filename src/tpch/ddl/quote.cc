#include "tpch/ddl/quote.h"

#include <fmt/format.h>

#include "tpch/queries/replace_all.h"

namespace tpch {
namespace {

std::string Replace(std::string_view from, std::string_view to, std::string_view text) {
  std::string replaced(text);
  ReplaceAll(from, to, &replaced);
  return replaced;
}

}  // namespace

std::string QuoteSql(std::string_view text) {
  return fmt::format("'{}'", Replace("'", "''", text));
}

std::string QuoteWithBackslashes(std::string_view text) {
  return fmt::format("'{}'", Replace("'", "\\'", Replace("\\", "\\\\", text)));
}

std::string QuoteDouble(std::string_view text) {
  return fmt::format("\"{}\"", Replace("\"", "\\\"", Replace("\\", "\\\\", text)));
}

std::string QuoteName(std::string_view name) {
  return fmt::format("`{}`", Replace("`", "``", name));
}

std::string QuoteForShell(std::string_view text) {
  return fmt::format("'{}'", Replace("'", "'\\''", text));
}

}  // namespace tpch
