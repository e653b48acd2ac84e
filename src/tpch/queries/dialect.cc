#include "tpch/queries/dialect.h"

#include <span>

#include "tpch/queries/replace_all.h"

namespace tpch {
namespace {

// A text of the templates, and what a dialect has instead.
struct Replacement {
  std::string_view text;
  std::string_view own;
};

constexpr Replacement kAnsi[] = {{"LIMIT  10;", "FETCH  FIRST 10 ROWS ONLY;"},
                                 {"LIMIT  20;", "FETCH  FIRST 20 ROWS ONLY;"},
                                 {"LIMIT  100;", "FETCH  FIRST 100 ROWS ONLY;"}};

// Dates are texts, so that they are compared as texts.
constexpr Replacement kSqlite[] = {
    {"DATE '", "'"},
    {"EXTRACT(YEAR FROM l_shipdate)", "CAST(strftime('%Y', l_shipdate) AS INTEGER)"},
    {"EXTRACT(YEAR FROM o_orderdate)", "CAST(strftime('%Y', o_orderdate) AS INTEGER)"},
    {" FROM 1 FOR 2)", ", 1, 2)"}};

// Missing values are not 0, as they are by default.
constexpr Replacement kClickhouse[] = {
    {";\n", "\nSETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1;\n"}};

std::span<const Replacement> ReplacementsOf(Dialect dialect) {
  switch (dialect) {
    case Dialect::kAnsi:
      return kAnsi;
    case Dialect::kClickhouse:
      return kClickhouse;
    case Dialect::kSqlite:
      return kSqlite;
    default:
      return {};
  }
}

}  // namespace

std::string Translate(std::string sql, Dialect dialect) {
  for (const auto& [text, own] : ReplacementsOf(dialect)) ReplaceAll(text, own, &sql);
  return sql;
}

}  // namespace tpch
