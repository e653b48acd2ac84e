#include "tpch/ddl/ddl_syntax.h"

#include <algorithm>

namespace tpch {
namespace {

constexpr DdlSyntax kSyntaxes[] = {
    {.dialect = Dialect::kAnsi},
    // Lengths of texts have no effect, and foreign keys are only for new tables.
    {.dialect = Dialect::kDuckdb,
     .types = {.fixed_text = "VARCHAR", .text = "VARCHAR"},
     .comments = CommentStyle::kStatements,
     .add_foreign_key = ""},
    {.dialect = Dialect::kPostgresql,
     .comments = CommentStyle::kStatements,
     .analyze = "ANALYZE {tables};\n"},
    // Dates are texts, as in the queries. Money is REAL in any case, because DECIMAL only prefers
    // integers where values are whole, which would then be divided as integers.
    {.dialect = Dialect::kSqlite,
     .types = {.int64 = "INTEGER",
               .decimal = "REAL",
               .date = "TEXT",
               .fixed_text = "TEXT",
               .text = "TEXT"},
     .add_primary_key = "CREATE UNIQUE INDEX {name} ON {table} ({columns});\n",
     .add_foreign_key = "",
     .analyze = "ANALYZE;\n"},
    // Sorts by the key, which need not be unique. Nothing is null unless its type says so.
    {.dialect = Dialect::kClickhouse,
     .types = {.int32 = "Int32",
               .int64 = "Int64",
               .decimal = "Decimal(15,2)",
               .date = "Date",
               .fixed_text = "String",
               .text = "String"},
     .not_null = "",
     .comments = CommentStyle::kInline,
     .table_end = "\nENGINE = MergeTree\nORDER BY {sort_key}\nCOMMENT {comment}",
     .has_primary_keys = false,
     .has_foreign_keys = false,
     .add_primary_key = "",
     .add_foreign_key = ""},
    // The tables of its own catalog have no keys.
    {.dialect = Dialect::kSpark,
     .types = {.int32 = "INT", .fixed_text = "STRING", .text = "STRING"},
     .comments = CommentStyle::kInline,
     .table_end = "\nUSING parquet\nCOMMENT {comment}",
     .has_primary_keys = false,
     .has_foreign_keys = false,
     .add_primary_key = "",
     .add_foreign_key = ""},
    {.dialect = Dialect::kMysql,
     .comments = CommentStyle::kInline,
     .table_end = "\nCOMMENT = {comment}",
     .analyze = "ANALYZE TABLE {tables};\n"},
    {.dialect = Dialect::kDatafusion,
     .types = {.fixed_text = "VARCHAR", .text = "VARCHAR"},
     .has_foreign_keys = false,
     .add_primary_key = "",
     .add_foreign_key = ""}};

static_assert(std::ranges::all_of(kDialects, [](const EnumName<Dialect>& dialect) {
  return std::ranges::count(kSyntaxes, dialect.value, &DdlSyntax::dialect) == 1;
}));

}  // namespace

const DdlSyntax& SyntaxOf(Dialect dialect) {
  return *std::ranges::find(kSyntaxes, dialect, &DdlSyntax::dialect);
}

}  // namespace tpch
