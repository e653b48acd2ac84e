#include "tpch/ddl/schema_script.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "tpch/ddl/ddl_syntax.h"
#include "tpch/ddl/keys.h"
#include "tpch/ddl/table_statement.h"
#include "tpch/queries/replace_all.h"

namespace tpch {
namespace {

// Returns the tables in the order of kAllTables, in which references go back.
std::vector<Table> TablesOf(const SchemaOptions& options) {
  std::vector<Table> tables = options.tables;
  if (tables.empty()) tables.assign(kAllTables.begin(), kAllTables.end());
  std::ranges::sort(tables);
  return tables;
}

std::vector<LoadFile> FilesOf(Table table, const SchemaOptions& options) {
  std::vector<LoadFile> files;
  std::ranges::copy_if(options.files, std::back_inserter(files),
                       [&](const LoadFile& file) { return file.table == table; });
  return files;
}

std::string FormatHeader(const SchemaOptions& options) {
  std::string text = fmt::format("-- TPC-H schema: dialect {}", NameOf(options.dialect, kDialects));
  if (options.keys == Keys::kNone) text += ", without keys";
  if (options.keys == Keys::kOnly) text += ", keys for existing tables";
  return text + "\n";
}

std::string MakeTables(const std::vector<Table>& tables, const SchemaOptions& options,
                       bool with_keys) {
  const DdlSyntax& syntax = SyntaxOf(options.dialect);
  std::string text;
  for (const Table table : tables) {
    const std::vector<LoadFile> files = FilesOf(table, options);
    const bool of_files = !files.empty() && ReadsInPlace(options.dialect);
    const std::string end = of_files ? FilesOfTable(files) : std::string(syntax.table_end);
    text += "\n" + MakeTable(table, syntax, with_keys,
                             of_files ? "CREATE EXTERNAL TABLE" : "CREATE TABLE", end);
  }
  return text;
}

std::string LoadTables(const std::vector<Table>& tables, const SchemaOptions& options) {
  std::string text = "\n";
  for (const Table table : tables) text += LoadStatements(FilesOf(table, options), options.dialect);
  return text;
}

std::string Analyze(const std::vector<Table>& tables, Dialect dialect) {
  std::vector<std::string_view> names;
  names.reserve(tables.size());
  for (const Table table : tables) names.push_back(NameOf(table));
  std::string text(SyntaxOf(dialect).analyze);
  ReplaceAll("{tables}", fmt::format("{}", fmt::join(names, ", ")), &text);
  return text.empty() ? text : "\n" + text;
}

}  // namespace

Status CheckAddsKeys(Dialect dialect) {
  if (!SyntaxOf(dialect).add_primary_key.empty()) return Status::OK();
  return Status::Invalid(
      fmt::format("{} adds no keys to existing tables", NameOf(dialect, kDialects)),
      "print the tables instead, with the keys that it has");
}

Result<std::string> FormatSchema(const SchemaOptions& options) {
  const DdlSyntax& syntax = SyntaxOf(options.dialect);
  const std::vector<Table> tables = TablesOf(options);
  std::string text = FormatHeader(options);
  if (options.keys == Keys::kOnly) {
    TPCH_RETURN_NOT_OK(CheckAddsKeys(options.dialect));
    return text + "\n" + AddKeys(tables, syntax);
  }
  const bool loads = !options.files.empty();
  if (loads) TPCH_RETURN_NOT_OK(CheckFiles(options.files, options.dialect));
  const bool with_keys = options.keys == Keys::kWithTables;
  const bool adds_keys = with_keys && loads && !syntax.add_foreign_key.empty();
  text += MakeTables(tables, options, with_keys && !adds_keys);
  if (loads && !ReadsInPlace(options.dialect)) text += LoadTables(tables, options);
  if (adds_keys) text += "\n" + AddKeys(tables, syntax);
  if (loads) text += Analyze(tables, options.dialect);
  return text;
}

}  // namespace tpch
