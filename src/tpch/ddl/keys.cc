#include "tpch/ddl/keys.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tpch/queries/replace_all.h"
#include "tpch/schema/foreign_keys.h"

namespace tpch {
namespace {

// Statements without their verbs.
constexpr std::string_view kPrimaryKeyClause = "CONSTRAINT {name} PRIMARY KEY ({columns})";
constexpr std::string_view kForeignKeyClause =
    "CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {referenced} ({referenced_columns})";

std::string JoinKey(Table table) {
  return JoinNames(Describe(table).columns, Describe(table).key_columns);
}

std::string FillPrimaryKey(std::string_view form, Table table) {
  std::string text(form);
  ReplaceAll("{table}", NameOf(table), &text);
  ReplaceAll("{name}", fmt::format("{}_pk", NameOf(table)), &text);
  ReplaceAll("{columns}", JoinKey(table), &text);
  return text;
}

std::string FillForeignKey(std::string_view form, const ForeignKey& key) {
  std::string text(form);
  ReplaceAll("{table}", NameOf(key.table), &text);
  ReplaceAll("{name}", fmt::format("{}_{}_fk", NameOf(key.table), NameOf(key.referenced)), &text);
  ReplaceAll("{columns}", JoinNames(Describe(key.table).columns, key.columns), &text);
  ReplaceAll("{referenced}", NameOf(key.referenced), &text);
  ReplaceAll("{referenced_columns}", JoinKey(key.referenced), &text);
  return text;
}

}  // namespace

std::string JoinNames(std::span<const ColumnDescriptor> columns, std::span<const size_t> indices) {
  std::vector<std::string_view> names;
  names.reserve(indices.size());
  for (const size_t i : indices) names.push_back(columns[i].name);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::vector<std::string> KeyClauses(Table table, const DdlSyntax& syntax) {
  std::vector<std::string> clauses;
  if (syntax.has_primary_keys) clauses.push_back(FillPrimaryKey(kPrimaryKeyClause, table));
  if (!syntax.has_foreign_keys) return clauses;
  for (const ForeignKey& key : ForeignKeysOf(table)) {
    clauses.push_back(FillForeignKey(kForeignKeyClause, key));
  }
  return clauses;
}

std::string AddKeys(std::span<const Table> tables, const DdlSyntax& syntax) {
  std::string text;
  for (const Table table : tables) text += FillPrimaryKey(syntax.add_primary_key, table);
  if (syntax.add_foreign_key.empty()) {
    return text + "-- The engine adds no foreign keys to existing tables.\n";
  }
  for (const Table table : tables) {
    for (const ForeignKey& key : ForeignKeysOf(table)) {
      text += FillForeignKey(syntax.add_foreign_key, key);
    }
  }
  return text;
}

}  // namespace tpch
